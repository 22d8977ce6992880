import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { receiveChild } from '#rooms/case/schema.ts';
import { SearchHit } from '#rooms/tracing/schema.ts';

const { profile, source, found, concerns, urgency, note } = receiveChild.input.properties;
/** What a row of a spreadsheet says of one child, understood: as a rapid intake takes it. */
export const RowChild = Type.Object({ profile, source, found, concerns, urgency, note }, closed);
export type RowChild = Static<typeof RowChild>;

/** Of the sheet, heading included: as the spreadsheet program numbers it. */
const RowNumber = Type.Integer({ minimum: 1, maximum: 1_048_576 });
/** Rows of one call: each call is whole or not at all. */
export const rowsPerCall = 50;
export const mostRows = 20_000;

/** SHA-256 of the file. */
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const ImportRow = Type.Object({ number: RowNumber, child: RowChild }, closed);
export const ImportBatch = Type.Object({
  batchId: UuidText, fileName: Type.String(), rowCount: Type.Integer(), openedAt: InstantText, openedBy: Type.String(), undoneAt: nullable(InstantText),
  /** Children received from it, and how many of those were annulled again. */
  imported: Type.Integer(), annulled: Type.Integer(),
});
export type ImportBatch = Static<typeof ImportBatch>;

export const openImport = endpoint({
  method: 'POST', path: '/api/imports',
  summary: 'Open a batch for a spreadsheet; the same file again is the same batch, with the rows that are imported already',
  input: Type.Object({ digest: Digest, fileName: text(200), rowCount: Type.Integer({ minimum: 1, maximum: mostRows }) }, closed),
  output: Type.Object({ batchId: UuidText, isNew: Type.Boolean(), imported: Type.Array(RowNumber) }),
});

export const checkImport = endpoint({
  method: 'POST', path: '/api/imports/check',
  summary: 'Say of each row what an import would do, and which known children it may speak of; nothing is written',
  input: Type.Object({ digest: Digest, rows: Type.Array(ImportRow, { minItems: 1, maxItems: rowsPerCall }) }, closed),
  output: Type.Object({ rows: Type.Array(Type.Object({ number: RowNumber, problems: Type.Array(Type.String()), duplicates: Type.Array(SearchHit), isImported: Type.Boolean() })) }),
});

export const importRows = endpoint({
  method: 'POST', path: '/api/imports/:batchId/rows',
  summary: 'Receive the children of these rows: all of them or none; a row that is imported already is passed over',
  input: Type.Object({
    batchId: UuidText, teamId: Type.Optional(UuidText),
    rows: Type.Array(Type.Object({ ...ImportRow.properties, /** How many possible duplicates the person saw before deciding. */ candidatesShown: Type.Integer({ minimum: 0 }) }, closed), { minItems: 1, maxItems: rowsPerCall }),
  }, closed),
  output: Type.Object({ rows: Type.Array(Type.Object({
    number: RowNumber, outcome: Type.Enum(['created', 'already', 'refused']), childId: nullable(ChildIdText), problems: Type.Array(Type.String()),
  })) }),
});
export type ImportOutcome = Static<typeof importRows.output>['rows'][number];

export const listImports = endpoint({
  method: 'GET', path: '/api/imports', summary: 'The batches of this node, newest first',
  input: Type.Object({}, closed), output: Type.Object({ batches: Type.Array(ImportBatch) }),
});

/** A child of the batch to whom something happened since: stays. `because` is the kind of the latest act. */
const Stayed = Type.Object({ number: RowNumber, childId: ChildIdText, because: Type.String() });
export type Stayed = Static<typeof Stayed>;

export const undoImport = endpoint({
  method: 'POST', path: '/api/imports/:batchId/undo',
  summary: 'Annul the children of a batch to whom nothing happened since, some rows a call; the others stay and are listed',
  input: Type.Object({ batchId: UuidText, reason: text(500), after: Type.Optional(Type.Integer({ minimum: 0 })) }, closed),
  output: Type.Object({ annulled: Type.Integer(), stayed: Type.Array(Stayed), /** Where to go on; null when all rows were seen. */ nextAfter: nullable(Type.Integer()) }),
});
