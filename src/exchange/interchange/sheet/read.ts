import { parse } from 'csv-parse/browser/esm/sync';
import { readSheet as readExcelSheet } from 'read-excel-file/universal';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Sheet } from '../rules.ts';
import { mostRows } from '../schema.ts';

export const mostBytes = 20_000_000;

/** What was read, and how: the person is told when a guess was made. */
export interface ReadSheet {
  readonly sheet: Sheet;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252';
  readonly delimiter: ',' | ';' | '\t' | null;
}

const delimiters = [',', ';', '\t'] as const;

/** The delimiter that stands oftenest in the first line outside quotes; a comma when none does. */
function delimiterOf(text: string): (typeof delimiters)[number] {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 20_000))?.[0].replaceAll(/"(?:[^"]|"")*"/g, '') ?? '';
  return delimiters.map((mark) => [mark, line.split(mark).length] as const).reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function decode(bytes: Uint8Array): { text: string; encoding: ReadSheet['encoding'] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // what Spanish Excel writes when it is asked for CSV
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

/** A cell as text, without what was put before it to keep a program from computing it. */
const plainCell = (value: unknown): string => {
  // dates come without time zone: midnight UTC
  const text = value instanceof Date ? (Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)) : value === null || value === undefined ? '' : String(value);
  return text.replaceAll('\u0000', '').replaceAll('\u00a0', ' ').trim().replace(/^'(?=[=+\-@])/, '');
};

/** Refuses with `file-invalid` when there is no heading or no row under it, `too-large` with more rows than are taken. */
function sheetOf(table: readonly (readonly unknown[])[]): Result<Sheet> {
  const rows = table.map((cells, index) => ({ number: index + 1, cells: cells.map(plainCell) })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  // a title above the table has one cell: the heading is the first row with several, if there is one
  const at = Math.max(0, rows.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length > 1));
  const heading = rows[at];
  const below = rows.slice(at + 1);
  if (!heading || below.length === 0) return refuse('file-invalid', { reason: 'sheet-empty' });
  if (below.length > mostRows) return refuse('too-large', { reason: 'sheet-long', most: mostRows });
  const width = Math.max(heading.cells.length, ...below.map(({ cells }) => cells.length));
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, column) => cells[column] ?? '');
  const isUsed = padded(heading.cells).map((name, column) => name !== '' || below.some(({ cells }) => (cells[column] ?? '') !== ''));
  const used = (cells: readonly string[]) => padded(cells).filter((_, column) => isUsed[column]);
  return succeed({ headings: used(heading.cells), rows: below.map(({ number, cells }) => ({ number, cells: used(cells) })) });
}

/** These bytes alone: a small file read by Node is a view into a pool that holds others. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/**
 * Reads a spreadsheet: XLSX (its first sheet), or text in columns (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252).
 * Never throws: refuses with `file-invalid` and the reason, or `too-large`.
 */
export async function readSheet(bytes: Uint8Array): Promise<Result<ReadSheet>> {
  if (bytes.length > mostBytes) return refuse('too-large', { reason: 'sheet-large', most: mostBytes });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return refuse('file-invalid', { reason: 'sheet-old-excel' });
  try {
    if (isZip) {
      const read = sheetOf(await readExcelSheet(bufferOf(bytes)));
      return read.ok ? succeed({ sheet: read.value, format: 'xlsx', encoding: 'utf-8', delimiter: null }) : read;
    }
    const { text, encoding } = decode(bytes);
    const delimiter = delimiterOf(text);
    const table = parse(text, { delimiter, bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: false, maxRecordSize: 1_000_000 });
    const read = sheetOf(table);
    return read.ok ? succeed({ sheet: read.value, format: 'csv', encoding, delimiter }) : read;
  } catch {
    return refuse('file-invalid', { reason: 'sheet-unreadable' });
  }
}

/** The file's fingerprint: the same file is the same batch. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bufferOf(bytes)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
