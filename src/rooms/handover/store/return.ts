import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { ConsulateNamed, ReturnAct, ReturnActed, ReturnAnswered, ReturnTold } from '../schema.ts';
import { tablesOf } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;
const contexts = { consulate: 'handover.consulate', act: 'handover.return-act', told: 'handover.return-case' } as const;

/** Writes the tables of returns; false when the operation is about something else. Runs as the node. */
export async function projectReturn(unit: Unit, operation: Operation): Promise<boolean> {
  const at = instantOf(operation.madeAt);
  switch (operation.kind) {
    case 'handover.consulate-named': await saveConsulate(unit, operation.childId!, operation.body as ConsulateNamed, at); return true;
    case 'handover.return-acted': await saveAct(unit, operation.childId!, operation.body as ReturnActed); return true;
    case 'handover.return-told': await saveTold(unit, operation.body as ReturnTold, at); return true;
    case 'handover.return-answered': await saveAnswered(unit, operation.body as ReturnAnswered, at); return true;
    default: return false;
  }
}

async function saveConsulate(unit: Unit, childId: ChildId, { handoverId, node, name, country, phone }: ConsulateNamed, at: Instant): Promise<void> {
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, { name, phone }, contexts.consulate);
  const row = { child_id: childId, node, country, named_at: at, content_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.consulate').values({ handover_id: handoverId, ...row }).onConflict((on) => on.column('handover_id').doUpdateSet(row)).execute();
}

async function saveAct(unit: Unit, childId: ChildId, { handoverId, what, kind, at, source, by, reference, reason, note }: ReturnActed): Promise<void> {
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, { by, reference, reason, note }, contexts.act);
  const row = { child_id: childId, kind, at, source, content_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.return_act').values({ handover_id: handoverId, what, ...row }).onConflict((on) => on.columns(['handover_id', 'what']).doUpdateSet(row)).execute();
}

/** At the receiver what was said stands with the child; at the consulate it stands alone. */
async function saveTold(unit: Unit, told: ReturnTold, at: Instant): Promise<void> {
  const { handoverId, childId, consulate, acts, sender, receiver, status, headcount, chain } = told;
  if (childId !== null) {
    await saveConsulate(unit, childId, { handoverId, ...consulate }, at);
    for (const act of acts) await saveAct(unit, childId, { handoverId, ...act });
    return;
  }
  const sealed = unit.node.vault.sealForNode({ acts, chain, answered: (await findReturnCase(unit, handoverId))?.answered ?? [] }, contexts.told);
  const row = { sender, receiver, status, headcount, changed_at: at, content_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.return_case').values({ handover_id: handoverId, ...row }).onConflict((on) => on.column('handover_id').doUpdateSet(row)).execute();
}

async function saveAnswered(unit: Unit, { handoverId, act }: ReturnAnswered, at: Instant): Promise<void> {
  const known = (await findReturnCase(unit, handoverId))!;
  const sealed = unit.node.vault.sealForNode({ acts: known.acts, chain: known.chain, answered: [...known.answered.filter(({ what }) => what !== act.what), act] }, contexts.told);
  await tablesOf(unit.transaction).updateTable('handover.return_case').set({ content_sealed: sealed, changed_at: at }).where('handover_id', '=', handoverId).execute();
}

export interface ConsulateRecord extends ConsulateNamed {
  readonly childId: ChildId;
  readonly namedAt: Instant;
}
/** The consulates of handovers within the caller's reach: of one, of those with these children, or of all. */
export async function findConsulates(unit: Reading, { handoverId, childIds }: { readonly handoverId?: Uuid | undefined; readonly childIds?: readonly ChildId[] | undefined }): Promise<ConsulateRecord[]> {
  let query = tablesOf(unit.transaction).selectFrom('handover.consulate').selectAll().orderBy('handover_id');
  if (handoverId !== undefined) query = query.where('handover_id', '=', handoverId);
  if (childIds !== undefined) query = query.where('handover_id', 'in', (inner) => inner.selectFrom('handover.member').select('handover_id').where('child_id', 'in', [...childIds]));
  const found: ConsulateRecord[] = [];
  for (const row of await query.execute()) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, row.content_sealed, contexts.consulate);
    if (content.ok) found.push({ handoverId: row.handover_id, childId: row.child_id, node: row.node, country: row.country, namedAt: row.named_at, ...(content.value as { name: string; phone: string | null }) });
  }
  return found;
}

export async function findReturnActs(unit: Reading, handoverId: Uuid): Promise<ReturnAct[]> {
  const acts: ReturnAct[] = [];
  for (const row of await tablesOf(unit.transaction).selectFrom('handover.return_act').selectAll().where('handover_id', '=', handoverId).orderBy('what').execute()) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, row.content_sealed, contexts.act);
    if (content.ok) acts.push({ what: row.what, kind: row.kind, at: row.at, source: row.source, ...(content.value as Pick<ReturnAct, 'by' | 'reference' | 'reason' | 'note'>) });
  }
  return acts;
}

export interface ReturnCaseRecord {
  readonly handoverId: Uuid;
  readonly sender: NodeId;
  readonly receiver: NodeId;
  readonly status: string;
  readonly headcount: number;
  readonly changedAt: Instant;
  readonly acts: readonly ReturnAct[];
  readonly chain: ReturnTold['chain'];
  /** What this consulate has confirmed; it stays owed to the sender until its receipt. */
  readonly answered: readonly ReturnAct[];
}
/** The returns in which this agency is the consulate, the newest first; all, one when a handover is named, or as many as a list shows. */
export async function findReturnCases(unit: Reading, { handoverId, limit }: { readonly handoverId?: Uuid; readonly limit?: number } = {}): Promise<ReturnCaseRecord[]> {
  let query = tablesOf(unit.transaction).selectFrom('handover.return_case').selectAll().orderBy('changed_at', 'desc').orderBy('handover_id');
  if (limit !== undefined) query = query.limit(limit);
  if (handoverId !== undefined) query = query.where('handover_id', '=', handoverId);
  return (await query.execute()).map((row) => ({
    handoverId: row.handover_id, sender: row.sender, receiver: row.receiver, status: row.status, headcount: row.headcount, changedAt: row.changed_at,
    ...(unit.node.vault.openForNode(row.content_sealed, contexts.told) as Pick<ReturnCaseRecord, 'acts' | 'chain' | 'answered'>),
  }));
}
export const findReturnCase = async (unit: Reading, handoverId: Uuid): Promise<ReturnCaseRecord | null> => (await findReturnCases(unit, { handoverId }))[0] ?? null;
