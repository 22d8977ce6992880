/** What the machine could do at most, measured in the same run and in the same unit. */
export interface Limit {
  readonly name: string;
  readonly value: number;
}

/** One line of the table. */
export interface Figure {
  readonly name: string;
  /** Of `value`: a rate, a time or a size. */
  readonly unit: '/s' | 'ms' | 's' | 'kB' | 'MB';
  readonly value: number;
  /** Milliseconds from asking to the answer. */
  readonly p50?: number;
  readonly p95?: number;
  readonly limits?: readonly Limit[];
  /** How many children the registry held. */
  readonly children?: number;
  readonly database?: 'embedded' | 'external';
}

/** What one figure's command found, and on what. */
export interface Report {
  readonly machine: string;
  readonly figures: readonly Figure[];
}

/** Three digits that matter, with thousands apart. */
export function numberText(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-GB', { minimumFractionDigits: 0, maximumFractionDigits: Math.min(digits, 5) });
}

const limitText = (figure: Figure): string => (figure.limits ?? []).map(({ name, value }) => `${name} ${numberText(value)} ${figure.unit}`).join('; ');
const ratioText = (figure: Figure): string => (figure.limits ?? []).map(({ value }) => numberText(figure.value / value)).join('; ');

/** The figures as a table that reads in a terminal and in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const time = (milliseconds: number | undefined) => (milliseconds === undefined ? '' : numberText(milliseconds));
  const rows = figures.map((figure) => [
    figure.name, figure.children === undefined ? '' : figure.children.toLocaleString('en-GB'), figure.database ?? '',
    `${numberText(figure.value)} ${figure.unit}`, time(figure.p50), time(figure.p95), limitText(figure), ratioText(figure),
  ]);
  return markdown(['figure', 'children', 'database', 'value', 'p50 ms', 'p95 ms', 'limit or peer in the same run', 'ratio'], rows);
}

/** Columns of equal width; numbers are not aligned so that the text stays plain. */
export function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(heads), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
