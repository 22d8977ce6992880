import { stringify } from 'csv-stringify/browser/esm/sync';
import writeExcelFile from 'write-excel-file/universal';

/** So that no program computes what a cell holds (OWASP, CSV injection); `readSheet` takes it off again. */
const neutral = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** A table as CSV: UTF-8 with a mark that Excel needs to see it. */
export const toCsv = (table: readonly (readonly string[])[]): string => stringify(table.map((row) => row.map(neutral)), { bom: true, quoted_string: true });

/** A table as XLSX, every cell a text, the heading bold and standing. */
export function toExcel(table: readonly (readonly string[])[]): Promise<Blob> {
  const [heading = [], ...rows] = table;
  const cells = [
    heading.map((value) => ({ value: neutral(value), type: String, fontWeight: 'bold' as const, wrap: true })),
    ...rows.map((row) => row.map((value) => (value === '' ? null : { value: neutral(value), type: String }))),
  ];
  return writeExcelFile(cells, { stickyRowsCount: 1, columns: heading.map(() => ({ width: 22 })) }).toBlob();
}
