import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { ComparisonBodies } from '../rules/comparison.ts';
import { tablesOf, type ComparisonRow, type Within } from './tables.ts';

const placesContext = 'tracing.comparison-places';
const byContext = 'tracing.comparison';

/** Writes the audit of private comparisons from one operation. */
export async function projectComparison({ node, transaction }: Within, operation: Operation): Promise<void> {
  const at = instantOf(operation.madeAt);
  const bySealed = () => node.vault.sealForNode(operation.actorLabel, byContext);
  const table = tablesOf(transaction);
  const change = (runId: Uuid, values: Partial<ComparisonRow>) => table.updateTable('tracing.comparison').set(values).where('run_id', '=', runId).execute();
  switch (operation.kind) {
    case 'tracing.comparison-begun': {
      const { runId, peer, direction, kind, agreementId, asked } = operation.body as ComparisonBodies['begun'];
      await table.insertInto('tracing.comparison').values({ run_id: runId, peer, direction, kind, state: 'running', agreement_id: agreementId, asked, answered: 0, found: null, problem: null, by_sealed: bySealed(), begun_at: at, ended_at: null }).execute();
      return;
    }
    case 'tracing.comparison-refused': {
      const { runId, peer, kind, problem } = operation.body as ComparisonBodies['refused'];
      await table.insertInto('tracing.comparison').values({ run_id: runId, peer, direction: 'answered', kind, state: 'refused', agreement_id: null, asked: 0, answered: 0, found: null, problem, by_sealed: bySealed(), begun_at: at, ended_at: at })
        .onConflict((conflict) => conflict.column('run_id').doNothing()).execute();
      return;
    }
    case 'tracing.comparison-ended': {
      const { runId, answered, found } = operation.body as ComparisonBodies['ended'];
      await change(runId, { state: 'done', answered, found, ended_at: at });
      return;
    }
    case 'tracing.comparison-failed': {
      const { runId, problem } = operation.body as ComparisonBodies['failed'];
      await change(runId, { state: 'failed', problem, ended_at: at });
      return;
    }
    default: throw new Error(`unknown act on a comparison: ${operation.kind}`);
  }
}

export const findComparison = ({ transaction }: Within, runId: Uuid): Promise<ComparisonRow | undefined> =>
  tablesOf(transaction).selectFrom('tracing.comparison').selectAll().where('run_id', '=', runId).executeTakeFirst();

/** The newest first, each with the name of who began it. */
export async function findComparisons({ node, transaction }: Within, limit: number): Promise<(ComparisonRow & { readonly by: string })[]> {
  const rows = await tablesOf(transaction).selectFrom('tracing.comparison').selectAll().orderBy('begun_at', 'desc').orderBy('run_id', 'desc').limit(limit).execute();
  return rows.map((row) => ({ ...row, by: row.by_sealed === null ? '' : (node.vault.openForNode(row.by_sealed, byContext) as string) }));
}

/** What one peer asked since, answered or refused; the newest first. */
export const answeredSince = ({ transaction }: Within, peer: NodeId, since: Instant): Promise<ComparisonRow[]> =>
  tablesOf(transaction).selectFrom('tracing.comparison').selectAll().where('peer', '=', peer).where('direction', '=', 'answered').where('begun_at', '>', since).orderBy('begun_at', 'desc').execute();

/** Which child stands at which place of a run; those of runs that are over their time are forgotten. */
export async function savePlaces({ node, transaction }: Within, run: { readonly runId: Uuid; readonly peer: NodeId; readonly places: readonly (ChildId | null)[]; readonly expiresAt: Instant }): Promise<void> {
  await tablesOf(transaction).deleteFrom('tracing.comparison_place').where('expires_at', '<', node.clock.now()).execute();
  await tablesOf(transaction).insertInto('tracing.comparison_place').values({ run_id: run.runId, peer: run.peer, places_sealed: node.vault.sealForNode(run.places, placesContext), expires_at: run.expiresAt }).execute();
}

/** The child at a place of a run that this peer had; null for an invented one, a place that is not there, or one past its time. */
export async function childAtPlace({ node, transaction }: Within, runId: Uuid, peer: NodeId, place: number): Promise<ChildId | null> {
  const row = await tablesOf(transaction).selectFrom('tracing.comparison_place').selectAll().where('run_id', '=', runId).where('peer', '=', peer).where('expires_at', '>', node.clock.now()).executeTakeFirst();
  return row ? ((node.vault.openForNode(row.places_sealed, placesContext) as (ChildId | null)[])[place] ?? null) : null;
}

/** When each request was put to a peer last. */
export async function askedAt({ transaction }: Within, peer: NodeId): Promise<Map<Uuid, Instant>> {
  const rows = await tablesOf(transaction).selectFrom('tracing.comparison_asked').selectAll().where('peer', '=', peer).execute();
  return new Map(rows.map((row) => [row.request_id, row.at]));
}

export async function saveAsked({ transaction }: Within, peer: NodeId, requestIds: readonly Uuid[], at: Instant): Promise<void> {
  if (requestIds.length === 0) return;
  await tablesOf(transaction).insertInto('tracing.comparison_asked').values(requestIds.map((requestId) => ({ request_id: requestId, peer, at })))
    .onConflict((conflict) => conflict.columns(['request_id', 'peer']).doUpdateSet({ at })).execute();
}
