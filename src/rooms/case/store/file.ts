import type { ChildId } from '#kernel/identifier.ts';
import { instantOf } from '#kernel/hybrid-clock.ts';
import { succeed, type Result } from '#kernel/result.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Projector } from '#platform/services.ts';
import { leaveChild, placeChild, setScopeWorker } from '#rooms/person/index.ts';
import { foldCase, shapesFile, type CaseState } from '../rules/fold.ts';
import { caseEntryOf, type CaseEntry } from '../rules/operations.ts';
import { doomFiles, projectAttachment } from './attachments.ts';
import { projectWithdrawal } from './consent.ts';
import { projectDeadlines } from './deadlines.ts';
import { tablesOf, type FileRow, type Within } from './tables.ts';

const historyContext = 'case.history';

async function entriesOf({ node, transaction }: Within, childId: ChildId): Promise<Result<CaseEntry[]> | null> {
  const row = await tablesOf(transaction).selectFrom('case.file').select('history_sealed').where('child_id', '=', childId).executeTakeFirst();
  return row ? ((await node.vault.openForChild(transaction, childId, row.history_sealed, historyContext)) as Result<CaseEntry[]>) : null;
}

/** The file as folded: null when there is none or it is out of reach; refuses with `erased`. */
export async function findCaseState(within: Within, childId: ChildId): Promise<Result<CaseState> | null> {
  const entries = await entriesOf(within, childId);
  if (entries === null || !entries.ok) return entries;
  return succeed(foldCase(entries.value, within.node.nodeId));
}

/** Which of these children's files were annulled. */
export async function annulledAmong(transaction: Within['transaction'], childIds: readonly ChildId[]): Promise<Set<ChildId>> {
  if (childIds.length === 0) return new Set();
  const rows = await tablesOf(transaction).selectFrom('case.file').select('child_id').where('status', '=', 'annulled').where('child_id', 'in', childIds).execute();
  return new Set(rows.map((row) => row.child_id));
}

/** Writes the room's tables, and whose hands the child is in. Her history is read and sealed once, however many acts follow on each other. */
export const projectCase: Projector = async (within, run) => {
  const { childId } = run[0]!;
  if (childId === null) throw new Error(`${run[0]!.kind} belongs to no child`);
  const { nodeId } = within.node;
  const entries = run.map((operation) => caseEntryOf(operation, nodeId)).filter((entry) => entry !== null);
  // a team of another agency is none of ours
  for (const entry of entries) if (entry.node === nodeId) await projectScope(within, childId, entry);
  const shaping = entries.filter(({ what }) => shapesFile(what));
  if (shaping.length > 0) await projectFile(within, childId, shaping);
  await projectDeadlines(within, childId, entries);
  for (const entry of entries) await projectWithdrawal(within, childId, entry);
  for (const entry of entries) await projectAttachment(within, childId, entry);
  // last: from here on nobody sees her file
  const annulled = entries.find(({ what, node }) => what === 'annulled' && node === nodeId);
  if (annulled) await leaveChild(within.transaction, childId, instantOf(annulled.madeAt));
};

async function projectScope({ transaction }: Within, childId: ChildId, entry: CaseEntry): Promise<void> {
  switch (entry.what) {
    case 'child-received':
    case 'arrived':
    case 'placed':
      return placeChild(transaction, childId, { teamId: entry.body.teamId, workerId: entry.body.workerId, since: instantOf(entry.madeAt) });
    case 'worker-assigned':
      return setScopeWorker(transaction, childId, entry.body.workerId);
    default:
  }
}

async function projectFile(within: Within, childId: ChildId, added: readonly CaseEntry[]): Promise<void> {
  const { node, transaction } = within;
  const known = await entriesOf(within, childId);
  // what an erased child's earlier key sealed is gone for good: the history begins anew
  const entries = [...(known?.ok ? known.value : []), ...added];
  const state = foldCase(entries, node.nodeId);
  const row: Omit<FileRow, 'child_id' | 'next_due_at'> = {
    status: state.isAnnulled ? 'annulled' : state.closure === null ? 'open' : 'closed',
    urgency: state.urgency.level,
    flags: [...state.urgency.flags],
    team_id: state.place?.teamId ?? null,
    worker_id: state.place?.workerId ?? null,
    proposed_team_id: state.proposal?.teamId ?? null,
    received_at: state.heldSince ?? state.received?.at ?? instantOf(added[0]!.madeAt),
    history_sealed: await node.vault.sealForChild(transaction, childId, entries, historyContext),
  };
  await tablesOf(transaction).insertInto('case.file').values({ child_id: childId, next_due_at: null, ...row })
    .onConflict((conflict) => conflict.column('child_id').doUpdateSet(row)).execute();
}

/** For a child who is erased: her file, her deadlines, her papers. For projectors only. */
export async function forgetChild(transaction: Within['transaction'], childId: ChildId): Promise<void> {
  await doomFiles(transaction, childId);
  await deleteRowsOf(transaction, childId, ['case.file', 'case.deadline', 'case.attachment', 'case.consent_withdrawal']);
}
