import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nameTokens } from '../rules/letters.ts';
import { createRecordTable, type NameKnowledge, type RecordTable } from '../rules/record-table.ts';
import { mostExtras } from '../rules/roles.ts';
import { readNameList } from '../names.ts';
import type { MappedColumn } from './fields.ts';
import { columnIndex, guessMapping, type AskedMapping, type KnownNames } from './guess-mapping.ts';
import { readCsv } from './read-file.ts';
import { extraColumns, recordReader, type ExtraColumn } from './to-record.ts';

/** Rows of a file that are looked at before it is read. */
const firstRows = 5000;
/** Slots of the engine (`candidate-pairs.ts`). */
const mostRecords = 2 ** 22;

export interface FileHead {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly mapping: readonly MappedColumn[];
}

/** One or two files as one table: the records of the first file come first, up to `boundary`. */
export interface LinkedTable {
  readonly table: RecordTable;
  readonly ids: readonly string[];
  readonly boundary: number;
  readonly extras: readonly string[];
}

/** The first rows of a file and what its columns are. Refuses as `readCsv`; `link-unknown-column`, `link-nothing-to-compare`. */
export async function readHead(file: string, asked: AskedMapping): Promise<Result<FileHead>> {
  let header: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  const read = await readCsv(file, {
    header: (columns) => { header = columns; },
    row: (cells) => rows.push(cells) < firstRows,
  });
  if (!read.ok) return read;
  if (rows.length === 0) return refuse('file-invalid', { reason: 'link-empty', file });
  const mapping = guessMapping(header, rows, asked.filter(([, column]) => columnIndex(header, column) >= 0), knownNames());
  if (mapping.every(({ field }) => ['id', 'ignore', 'recorded_on', 'date_precision'].includes(field))) return refuse('file-invalid', { reason: 'link-nothing-to-compare', file });
  return succeed({ file, header, rows, mapping });
}

/** Reads the files into one table. Refuses as `readCsv`; `link-duplicate-id`, `link-missing-id`, `link-too-many`, `link-too-many-columns`. */
export async function readTables(heads: readonly FileHead[], knowledge: NameKnowledge, onBytes: (done: number, of: number) => void): Promise<Result<LinkedTable>> {
  const extrasOf = heads.map((head) => extraColumns(head.mapping));
  const extras = commonExtras(extrasOf);
  if (extras.length > mostExtras) return refuse('file-invalid', { reason: 'link-too-many-columns', most: mostExtras, file: heads[0]!.file });
  const table = createRecordTable(knowledge);
  const ids: string[] = [];
  let boundary = 0;
  let bytesBefore = 0;
  for (const [index, head] of heads.entries()) {
    const own = extras.map(({ label, field }) => extrasOf[index]!.find((extra) => sameExtra(extra, { label, field }))!);
    const toRecord = recordReader(head.mapping, head.rows, own);
    const idColumn = head.mapping.find(({ field }) => field === 'id')?.index;
    const seen = new Set<string>();
    let wrong: Result<never> | undefined;
    let size = 0;
    const read = await readCsv(head.file, {
      header: () => undefined,
      row: (cells, line) => {
        const id = idColumn === undefined ? String(seen.size + 1) : cells[idColumn]!;
        if (id === '') wrong = refuse('file-invalid', { reason: 'link-missing-id', file: head.file, line });
        else if (seen.has(id)) wrong = refuse('file-invalid', { reason: 'link-duplicate-id', file: head.file, line });
        else if (ids.length >= mostRecords) wrong = refuse('file-invalid', { reason: 'link-too-many', most: mostRecords, file: head.file });
        if (wrong !== undefined) return false;
        seen.add(id);
        ids.push(id);
        table.append(toRecord(cells, ''));
        return true;
      },
      progress: (bytes, of) => {
        size = of;
        onBytes(bytesBefore + bytes, bytesBefore + of);
      },
    });
    bytesBefore += size;
    if (!read.ok) return read;
    if (wrong !== undefined) return wrong;
    if (index === 0) boundary = ids.length;
  }
  return succeed({ table, ids, boundary, extras: extras.map(({ label }) => label) });
}

const sameExtra = (one: Pick<ExtraColumn, 'label' | 'field'>, other: Pick<ExtraColumn, 'label' | 'field'>): boolean =>
  one.label.toLowerCase() === other.label.toLowerCase() || (one.field === other.field && one.field === 'postcode');

/** Further columns that every file has. */
const commonExtras = (extrasOf: readonly (readonly ExtraColumn[])[]): ExtraColumn[] =>
  extrasOf[0]!.filter((extra) => extrasOf.every((own) => own.some((other) => sameExtra(extra, other))));

let known: KnownNames | undefined;
function knownNames(): KnownNames {
  if (known !== undefined) return known;
  const given = new Set<string>();
  const surnames = new Set<string>();
  const add = (into: Set<string>, text: string): void => { for (const token of nameTokens(text)) into.add(token); };
  for (const row of readNameList('generator_pool.csv')) add(row['kind'] === 'given' ? given : surnames, row['name']!);
  for (const row of readNameList('faker_es_mx_pool.csv')) add(row['kind'] === 'given' ? given : surnames, row['name']!);
  for (const row of readNameList('nicknames_english.csv')) { add(given, row['formal_name']!); add(given, row['nickname']!); }
  return (known = { given, surnames });
}
