import { refuse, succeed } from '#kernel/result.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command, factsOf } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { annulmentOf, hasTeam, lawOf } from '#rooms/case/index.ts';
import { toSearchRecord } from '#rooms/person/rules.ts';
import { hitsFor, type FindCustodians, type Registry, whenReady } from '#rooms/tracing/index.ts';
import { decideImport, decideOpen, decideUndo, problemsOfRows, type UndoRow } from './rules/decide.ts';
import * as schema from './schema.ts';
import { findBatch, findBatchOfFile, listBatches, rowsToUndo } from './store.ts';

/**
 * Those who see every child of their agency, and the node itself for its command line. Not administrators: they keep the
 * node and do not see a child; who holds the node's keys imports with `amparo import`.
 */
const importers = { roles: agencyWideRoles, allowsNode: true } as const;
const mostDuplicates = 5;
const undonePerCall = 50;

/** Refuses with `input-invalid`. */
export const open = command({
  name: 'interchange.open-import',
  input: schema.openImport.input,
  scope: importers,
  async load({ transaction }, { digest }) {
    // two at once would both find nothing
    await lockHead(transaction, 'operation');
    return succeed(await findBatchOfFile(transaction, digest));
  },
  decide: decideOpen,
});

/** What an import would do with each row, and whom it may speak of: only those who are likely the same child. */
export const check = (registry: Registry, findCustodians: FindCustodians) =>
  whenReady(registry, query({
    name: 'interchange.check-rows',
    input: schema.checkImport.input,
    scope: importers,
    async read(unit, input) {
      const problems = problemsOfRows({ law: lawOf(unit.node) }, input, factsOf(unit));
      const known = await findBatchOfFile(unit.transaction, input.digest);
      const rows = [];
      for (const { number, child } of input.rows) {
        const isImported = known?.imported.has(number) ?? false;
        const hits = isImported ? [] : await hitsFor(unit, registry, findCustodians, toSearchRecord(child.profile, ''), mostDuplicates);
        rows.push({ number, problems: problems.get(number) ?? [], duplicates: hits.filter(({ band }) => band !== 'possible'), isImported });
      }
      return succeed({ rows });
    },
    shows: ({ rows }) => rows.flatMap(({ duplicates }) => duplicates.map(({ reference }) => reference)),
  }));

/** Refuses with `not-found` for a batch or a team that is not here, and as `decideImport`. */
export const importSome = command({
  name: 'interchange.import-rows',
  input: schema.importRows.input,
  scope: importers,
  async load(unit, { batchId, teamId }) {
    await lockHead(unit.transaction, 'operation');
    const batch = await findBatch(unit.transaction, batchId);
    if (!batch) return refuse('not-found', { what: 'batch' });
    if (teamId !== undefined && !unit.caller.teamIds.includes(teamId) && !(await hasTeam(unit.transaction, teamId))) return refuse('not-found', { what: 'team' });
    return succeed({ batch, law: lawOf(unit.node) });
  },
  decide: decideImport,
});

/** Refuses with `not-found` for a batch that is not here. Undoing again finds nothing left to annul. */
export const undo = command({
  name: 'interchange.undo-import',
  input: schema.undoImport.input,
  scope: importers,
  async load(unit, { batchId, reason, after }) {
    await lockHead(unit.transaction, 'operation');
    const batch = await findBatch(unit.transaction, batchId);
    if (!batch) return refuse('not-found', { what: 'batch' });
    // the acts of a child who was handed over are out of everybody's reach: why she stays must be told all the same
    const found = await asNode(unit.transaction, () => rowsToUndo(unit.transaction, batchId, after ?? 0, undonePerCall + 1));
    const rows: UndoRow[] = [];
    for (const { row_number: number, child_id: childId, latest } of found.slice(0, undonePerCall)) {
      rows.push({ number, childId, latest, annulment: await annulmentOf(unit, childId, reason) });
    }
    return succeed({ rows, isUndone: batch.isUndone, nextAfter: found.length > undonePerCall ? rows.at(-1)!.number : null });
  },
  decide: decideUndo,
});

export const list = query({
  name: 'interchange.list-imports',
  input: schema.listImports.input,
  scope: importers,
  read: async (unit) => succeed({ batches: await listBatches(unit) }),
});
