import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { CaseEntry, StartedDeadline } from '../rules/operations.ts';
import type { Deadline } from '../schema.ts';
import { tablesOf, type DeadlineRow, type Within } from './tables.ts';

const titleContext = 'case.deadline-title';

/** Deadlines bind the agency that started them: those of another node's part of the file are passed over. */
export async function projectDeadlines(within: Within, childId: ChildId, entries: readonly CaseEntry[]): Promise<void> {
  let isChanged = false;
  for (const entry of entries) if (entry.node === within.node.nodeId && (await projectDeadline(within, childId, entry))) isChanged = true;
  if (!isChanged) return;
  await sql`update "case".file set next_due_at =
    (select min(due_at) from "case".deadline d where d.child_id = ${childId} and d.status = 'open') where child_id = ${childId}`.execute(within.transaction);
}

/** @returns whether anything may fall due at another time now */
async function projectDeadline(within: Within, childId: ChildId, entry: CaseEntry): Promise<boolean> {
  const { transaction } = within;
  const change = (deadlineIds: readonly string[], values: { status?: DeadlineRow['status']; due_at?: Instant; escalate_at?: Instant; postponed?: ReturnType<typeof sql<number>> }) =>
    tablesOf(transaction).updateTable('case.deadline').set(values).where('child_id', '=', childId).where('deadline_id', 'in', [...deadlineIds] as Uuid[]).execute();
  switch (entry.what) {
    case 'deadlines-started':
      if (entry.body.cancels.length > 0) await change(entry.body.cancels, { status: 'cancelled' });
      await insertDeadlines(within, childId, entry.body.deadlines);
      return true;
    case 'deadline-completed':
      await change([entry.body.deadlineId], { status: 'done' });
      return true;
    case 'deadline-postponed':
      await change([entry.body.deadlineId], { due_at: entry.body.dueAt, escalate_at: entry.body.dueAt, postponed: sql<number>`postponed + 1` });
      return true;
    default:
      return false;
  }
}

async function insertDeadlines({ node, transaction }: Within, childId: ChildId, deadlines: readonly StartedDeadline[]): Promise<void> {
  if (deadlines.length === 0) return;
  const rows = await Promise.all(deadlines.map(async (deadline): Promise<DeadlineRow> => ({
    child_id: childId,
    deadline_id: deadline.id,
    clock: deadline.clock,
    title_sealed: deadline.title === null ? null : await node.vault.sealForChild(transaction, childId, deadline.title, titleContext),
    triggered_at: deadline.triggeredAt,
    due_at: deadline.dueAt,
    escalate_at: deadline.escalateAt,
    basis: deadline.basis,
    status: 'open',
    postponed: 0,
  })));
  await tablesOf(transaction).insertInto('case.deadline').values(rows).execute();
}

/** The deadlines of a file, the nearest first, open ones before the others. */
export async function deadlinesOf({ node, transaction }: Within, childId: ChildId, now: Instant): Promise<Deadline[]> {
  const rows = await tablesOf(transaction).selectFrom('case.deadline').selectAll().where('child_id', '=', childId)
    .orderBy(sql`status <> 'open'`).orderBy('due_at').orderBy('deadline_id').execute();
  const deadlines: Deadline[] = [];
  for (const row of rows) {
    const title = row.title_sealed === null ? null : await node.vault.openForChild(transaction, childId, row.title_sealed, titleContext);
    deadlines.push({
      id: row.deadline_id, clock: row.clock, title: title?.ok ? (title.value as string) : null, triggeredAt: row.triggered_at, dueAt: row.due_at,
      escalateAt: row.escalate_at, basis: row.basis, status: row.status, isOverdue: row.status === 'open' && row.due_at < now, postponed: row.postponed,
    });
  }
  return deadlines;
}

export const openDeadlinesOf = async ({ transaction }: Within, childId: ChildId): Promise<{ id: Uuid; clock: string | null }[]> =>
  tablesOf(transaction).selectFrom('case.deadline').select(['deadline_id as id', 'clock']).where('child_id', '=', childId).where('status', '=', 'open').execute();

export async function findDeadline({ transaction }: Within, childId: ChildId, deadlineId: string): Promise<Pick<Deadline, 'clock' | 'basis' | 'status' | 'dueAt'> | null> {
  const row = await tablesOf(transaction).selectFrom('case.deadline').select(['clock', 'basis', 'status', 'due_at as dueAt'])
    .where('child_id', '=', childId).where('deadline_id', '=', deadlineId as Uuid).executeTakeFirst();
  return row ?? null;
}

/** An open file with what is overdue in it. */
export interface OverdueFile {
  readonly childId: ChildId;
  readonly teamId: Uuid;
  readonly workerId: Uuid | null;
  readonly deadlineIds: readonly Uuid[];
}

/** Open files within reach that have overdue deadlines or no worker, in a fixed order. */
export async function overdueDeadlines({ transaction }: Within, now: Instant): Promise<OverdueFile[]> {
  const result = await sql<{ child_id: ChildId; team_id: Uuid; worker_id: Uuid | null; deadline_ids: Uuid[] }>`select f.child_id, f.team_id, f.worker_id,
      (select coalesce(array_agg(d.deadline_id order by d.due_at), '{}') from "case".deadline d where d.child_id = f.child_id and d.status = 'open' and d.due_at < ${now}) as deadline_ids
    from "case".file f join access.child_scope s on s.child_id = f.child_id and s.standing = 'open'
    where f.status = 'open' and f.team_id is not null and (f.next_due_at < ${now} or f.worker_id is null)
    order by f.received_at, f.child_id`.execute(transaction);
  return result.rows.map((row) => ({ childId: row.child_id, teamId: row.team_id, workerId: row.worker_id, deadlineIds: row.deadline_ids }));
}
