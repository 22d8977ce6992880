import type { InputOf } from '#kernel/endpoint.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { decideReceive } from '#rooms/case/rules.ts';
import type { checkImport, importRows, ImportOutcome, openImport, RowChild, Stayed, undoImport } from '../schema.ts';
import { happened, type Undone } from './operations.ts';

export type Actor = Parameters<typeof decideReceive>[2];
type Law = Parameters<typeof decideReceive>[0];

/** A batch as it stands: which of its rows are imported, and as whom. */
export interface BatchState {
  readonly batchId: Uuid;
  readonly isUndone: boolean;
  readonly imported: ReadonlyMap<number, ChildId>;
}

const receiptOf = (child: RowChild, candidatesShown: number, teamId: Uuid | undefined) =>
  ({ ...child, searchedFirst: { candidatesShown }, ...(teamId === undefined ? {} : { teamId }) });

const problemsOf = (refusal: { readonly code: string; readonly details: Readonly<Record<string, unknown>> }): string[] =>
  Array.isArray(refusal.details['fields']) ? (refusal.details['fields'] as string[]) : [refusal.code];

/** The same file again is the same batch. */
export function decideOpen(known: BatchState | null, input: InputOf<typeof openImport>, actor: Pick<Actor, 'newIdentifier'>): Result<Decision<{ batchId: Uuid; isNew: boolean; imported: number[] }>> {
  if (known) return succeed({ operations: [], output: { batchId: known.batchId, isNew: false, imported: [...known.imported.keys()] } });
  const batchId = actor.newIdentifier();
  return succeed({ operations: [happened(null, 'batch-opened', { batchId, ...input })], output: { batchId, isNew: true, imported: [] } });
}

/** What an import of these rows would be refused for, row by row; empty when it would create a file. */
export const problemsOfRows = (law: Law, { rows }: InputOf<typeof checkImport>, actor: Actor): Map<number, string[]> =>
  new Map(rows.map(({ number, child }) => {
    const decided = decideReceive(law, receiptOf(child, 0, actor.newIdentifier()), { ...actor, workerId: null });
    return [number, decided.ok ? [] : problemsOf(decided.problem)];
  }));

/**
 * Receives a child for each row. A row that is imported already is passed over, one that cannot be is refused and says
 * why; neither stops the others. Refuses with `already-done` when the batch was undone, and as `decideReceive` where the
 * fault is no row's: `not-allowed`, no team.
 */
export function decideImport(state: Law & { readonly batch: BatchState }, input: InputOf<typeof importRows>, actor: Actor): Result<Decision<{ rows: ImportOutcome[] }>> {
  const { batchId, teamId, rows } = input;
  if (state.batch.isUndone) return refuse('already-done', { reason: 'batch-undone' });
  if (teamId === undefined && actor.teamIds.length === 0) return refuse('input-invalid', { fields: ['/teamId: required'] });
  const operations: NewOperation[] = [];
  const outcomes = new Map<number, ImportOutcome>();
  for (const { number, child, candidatesShown } of rows) {
    const known = state.batch.imported.get(number) ?? outcomes.get(number)?.childId;
    if (known) {
      outcomes.set(number, outcomes.get(number) ?? { number, outcome: 'already', childId: known, problems: [] });
      continue;
    }
    const received = decideReceive(state, receiptOf(child, candidatesShown, teamId), actor);
    if (!received.ok) {
      if (received.problem.code === 'not-allowed') return received;
      outcomes.set(number, { number, outcome: 'refused', childId: null, problems: problemsOf(received.problem) });
      continue;
    }
    const { childId } = received.value.output;
    // last of the child's acts: what comes after it is what happened since
    operations.push(...received.value.operations, happened(childId, 'row-imported', { batchId, row: number, timelineValues: { row: number } }));
    outcomes.set(number, { number, outcome: 'created', childId, problems: [] });
  }
  return succeed({ operations, output: { rows: [...outcomes.values()] } });
}

/** A child of the batch and the kind of the latest act about her; `annulment` is what would take her file away. */
export interface UndoRow {
  readonly number: number;
  readonly childId: ChildId;
  readonly latest: string;
  readonly annulment: Result<readonly NewOperation[]>;
}

/** Annuls those to whom nothing happened since the import; the others stay, with the reason. */
export function decideUndo(state: { readonly rows: readonly UndoRow[]; readonly nextAfter: number | null; readonly isUndone: boolean }, { batchId }: InputOf<typeof undoImport>): Result<Decision<Undone>> {
  const stayed: Stayed[] = [];
  const operations: NewOperation[] = [];
  let annulled = 0;
  for (const { number, childId, latest, annulment } of state.rows) {
    if (latest !== 'interchange.row-imported' || !annulment.ok) {
      stayed.push({ number, childId, because: latest === 'interchange.row-imported' && !annulment.ok ? annulment.problem.code : latest });
      continue;
    }
    operations.push(happened(childId, 'row-annulled', { batchId, row: number, timelineValues: { row: number } }), ...annulment.value);
    annulled++;
  }
  if (state.nextAfter === null && !state.isUndone) operations.push(happened(null, 'batch-undone', { batchId }));
  return succeed({ operations, output: { annulled, stayed, nextAfter: state.nextAfter } });
}
