import { refuse, succeed, type Result } from '#kernel/result.ts';
import { linkFields, type LinkField } from './fields.ts';
import { columnIndex, type AskedMapping } from './guess-mapping.ts';

/** Reads `field=column,field=column`; refuses with `link-map-form` or `link-unknown-field`. */
export function readAskedMapping(text: string): Result<AskedMapping> {
  const asked: (readonly [LinkField, string])[] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const [name, column] = [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1).trim()];
    if (!part.includes('=') || column === '') return refuse('input-invalid', { reason: 'link-map-form', part });
    if (!(linkFields as readonly string[]).includes(name)) return refuse('input-invalid', { reason: 'link-unknown-field', field: name, fields: linkFields });
    asked.push([name as LinkField, column]);
  }
  return succeed(asked);
}

/** Refuses with `link-unknown-column` when a column that was asked for is in none of the files. */
export function requireColumns(asked: AskedMapping, headers: readonly (readonly string[])[]): Result<void> {
  const missing = asked.find(([, column]) => headers.every((header) => columnIndex(header, column) < 0));
  return missing === undefined ? succeed(undefined) : refuse('input-invalid', { reason: 'link-unknown-column', column: missing[1], columns: headers.flat() });
}
