/** What a list can be sorted by; null and undefined come last in both directions. */
export type SortKey = string | number | null | undefined;

export interface Order {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Text as it is compared when searching: without accents, case or doubled spaces. */
export const plainText = (words: string): string =>
  words.normalize('NFD').replaceAll(/\p{Mn}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Whether every word that was typed stands somewhere in the row's text. */
export function matches(rowText: string, typed: string): boolean {
  const row = plainText(rowText);
  return plainText(typed).split(' ').every((word) => row.includes(word));
}

/** A copy of the rows in order of a key; equal keys keep their order. */
export function sortedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => SortKey, isDescending: boolean, locale: string): Row[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  return rows.toSorted((one, other) => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left === right) return 0;
    if (left === null || left === undefined) return 1;
    if (right === null || right === undefined) return -1;
    const order = typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right));
    return isDescending ? -order : order;
  });
}
