import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { stateOf } from '../rules/candidate.ts';
import { entryOf, type RequestBodies, type RequestEntry } from '../rules/operations.ts';
import { foldRequest, milestonesOf, standingOf, type TracingRequest } from '../rules/request.ts';
import type { Question } from '../schema.ts';
import { tablesOf, type RequestRow, type Within } from './tables.ts';

const historyContext = 'tracing.request';
const questionsContext = 'tracing.questions';

async function entriesOf({ node, transaction }: Within, row: Pick<RequestRow, 'child_id' | 'history_sealed'>): Promise<RequestEntry[] | null> {
  const opened = await node.vault.openForChild(transaction, row.child_id, row.history_sealed, historyContext);
  return opened.ok ? (opened.value as RequestEntry[]) : null;
}

async function folded(within: Within, row: Pick<RequestRow, 'child_id' | 'history_sealed'>): Promise<TracingRequest | null> {
  const entries = await entriesOf(within, row);
  // an erased child's request has nothing left to show
  return entries && foldRequest(row.child_id, entries);
}

/** A request within the caller's reach. */
export async function findRequest(within: Within, requestId: Uuid): Promise<TracingRequest | null> {
  const row = await tablesOf(within.transaction).selectFrom('tracing.request').select(['child_id', 'history_sealed']).where('request_id', '=', requestId).executeTakeFirst();
  return row ? folded(within, row) : null;
}

/** Requests within reach, the newest first. */
export async function findRequests(within: Within, standing?: RequestRow['standing']): Promise<TracingRequest[]> {
  let query = tablesOf(within.transaction).selectFrom('tracing.request').select(['child_id', 'history_sealed']).orderBy('requested_at', 'desc');
  if (standing !== undefined) query = query.where('standing', '=', standing);
  const rows = await query.execute();
  await within.node.vault.loadChildKeys(within.transaction, rows.map((row) => row.child_id));
  const requests: TracingRequest[] = [];
  for (const row of rows) {
    const request = await folded(within, row);
    if (request) requests.push(request);
  }
  return requests;
}

/** The requests that are still asked, with when what they say last changed. */
export async function openMarks({ transaction }: Within): Promise<{ requestId: Uuid; childId: ChildId; changedAt: Instant }[]> {
  const rows = await tablesOf(transaction).selectFrom('tracing.request').select(['request_id', 'child_id', 'changed_at']).where('standing', '=', 'open').execute();
  return rows.map((row) => ({ requestId: row.request_id, childId: row.child_id, changedAt: row.changed_at }));
}

/** Open requests for which one of these children was found before. */
export async function requestsWith({ transaction }: Within, childIds: readonly ChildId[]): Promise<Uuid[]> {
  const rows = await tablesOf(transaction).selectFrom('tracing.candidate').select('request_id').distinct().where('child_id', '=', sql<ChildId>`any(${childIds})`).execute();
  return rows.map((row) => row.request_id);
}

/** The questions that only the family can answer; none when none are set. */
export async function findQuestions({ node, transaction }: Within, requestId: Uuid): Promise<readonly Question[]> {
  const row = await tablesOf(transaction).selectFrom('tracing.request').select(['child_id', 'questions_sealed']).where('request_id', '=', requestId).executeTakeFirst();
  if (!row?.questions_sealed) return [];
  const opened = await node.vault.openForChild(transaction, row.child_id, row.questions_sealed, questionsContext);
  return opened.ok ? (opened.value as Question[]) : [];
}

/** Requests, other than this one, for which this child was confirmed: two families claim one child. */
export async function otherClaims({ transaction }: Within, requestId: Uuid, childIds: readonly ChildId[]): Promise<Set<ChildId>> {
  if (childIds.length === 0) return new Set();
  const rows = await tablesOf(transaction).selectFrom('tracing.candidate').select('child_id').where('request_id', '<>', requestId).where('child_id', '=', sql<ChildId>`any(${childIds})`)
    .where('state', 'in', ['confirmed', 'reunified']).where('is_gone', '=', false).execute();
  return new Set(rows.map((row) => row.child_id));
}

/** Writes a request from operations about it, in their order. The questions stand apart: no view of the request reads them. */
export async function projectRequest(within: Within, operations: readonly Operation[]): Promise<void> {
  const added = operations.map((operation) => entryOf(operation) as RequestEntry);
  const shaping = added.filter(({ what }) => what !== 'questions-set');
  if (shaping.length > 0) await projectHistory(within, operations[0]!.childId!, shaping);
  const asked = added.findLast((entry) => entry.what === 'questions-set');
  if (asked) await projectQuestions(within, operations[0]!.childId!, asked.body);
}

async function projectQuestions({ node, transaction }: Within, childId: ChildId, { requestId, questions }: RequestBodies['questions-set']): Promise<void> {
  await tablesOf(transaction).updateTable('tracing.request').set({ questions_sealed: await node.vault.sealForChild(transaction, childId, questions, questionsContext) }).where('request_id', '=', requestId).execute();
}

async function projectHistory(within: Within, childId: ChildId, added: readonly RequestEntry[]): Promise<void> {
  const { node, transaction } = within;
  const { requestId } = added[0]!.body;
  const known = await tablesOf(transaction).selectFrom('tracing.request').select(['child_id', 'history_sealed']).where('request_id', '=', requestId).executeTakeFirst();
  const entries = [...((known && (await entriesOf(within, known))) ?? []), ...added];
  const request = foldRequest(childId, entries);
  if (!request) return;
  const { foundAt, reunifiedAt, followedUpAt } = milestonesOf(request);
  const row = {
    child_id: childId, side: request.side, standing: standingOf(request), outcome: request.closing?.outcome ?? null, team_id: request.teamId, requested_at: request.requestedAt,
    found_at: foundAt, reunified_at: reunifiedAt, followed_up_at: followedUpAt, changed_at: request.changedAt, history_sealed: await node.vault.sealForChild(transaction, childId, entries, historyContext),
  };
  await tablesOf(transaction).insertInto('tracing.request').values({ request_id: requestId, questions_sealed: null, ...row }).onConflict((conflict) => conflict.column('request_id').doUpdateSet(row)).execute();
  await projectCandidates(within, request);
}

async function projectCandidates({ transaction }: Within, { requestId, candidates }: TracingRequest): Promise<void> {
  for (const candidate of candidates.values()) {
    const row = { state: stateOf(candidate), is_gone: candidate.isGone, found_at: candidate.foundAt };
    await tablesOf(transaction).insertInto('tracing.candidate').values({ request_id: requestId, child_id: candidate.childId, ...row })
      .onConflict((conflict) => conflict.columns(['request_id', 'child_id']).doUpdateSet(row)).execute();
  }
}

/** When this worker last looked at each of these requests. */
export async function lastSeen({ transaction }: Within, requestIds: readonly Uuid[]): Promise<Map<Uuid, Instant>> {
  if (requestIds.length === 0) return new Map();
  const rows = await tablesOf(transaction).selectFrom('tracing.seen').select(['request_id', 'at']).where('request_id', '=', sql<Uuid>`any(${requestIds})`)
    .where(sql<boolean>`worker_id::text = current_setting('app.worker', true)`).execute();
  return new Map(rows.map((row) => [row.request_id, row.at]));
}

export async function saveSeen({ transaction }: Within, requestId: Uuid, workerId: Uuid, at: Instant): Promise<void> {
  await tablesOf(transaction).insertInto('tracing.seen').values({ request_id: requestId, worker_id: workerId, at })
    .onConflict((conflict) => conflict.columns(['request_id', 'worker_id']).doUpdateSet({ at })).execute();
}

/** How many were sought, found and reunited, and how long it took: for the indicators. */
export async function countRequests({ transaction }: Within): Promise<{ requests: number; open: number; found: number; reunified: number; medianDaysToFind: number | null; followedUpInTime: number | null }> {
  const { rows } = await sql<{ requests: number; open: number; found: number; reunified: number; medianDaysToFind: number | null; followedUpInTime: number | null }>`select count(*)::int as requests,
    (count(*) filter (where standing = 'open'))::int as open, (count(found_at))::int as found, (count(reunified_at))::int as reunified,
    percentile_cont(0.5) within group (order by extract(epoch from found_at - requested_at) / 86400) filter (where found_at is not null) as "medianDaysToFind",
    (avg(case when followed_up_at <= reunified_at + interval '30 days' then 1 when followed_up_at is not null or reunified_at < nullif(current_setting('app.now', true), '')::timestamptz - interval '30 days' then 0 end))::float as "followedUpInTime"
    from tracing.request`.execute(transaction);
  return rows[0]!;
}
