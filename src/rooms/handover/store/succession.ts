import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { Fact } from '../rules/messages.ts';
import type { KeptCopy, LostAnswered, LostAsked, LostInquired, SuccessionLearnt } from '../schema.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;

/** Writes the tables of lost nodes; false when the operation is about something else. Runs as the node. */
export async function projectSuccession(unit: Unit, operation: Operation): Promise<boolean> {
  const at = instantOf(operation.madeAt);
  switch (operation.kind) {
    case 'handover.lost-inquired': await saveInquiry(unit, operation.body as LostInquired, at); return true;
    case 'handover.lost-asked': await saveAsked(unit, operation.body as LostAsked); return true;
    case 'handover.lost-answered': await saveAnswered(unit, operation.body as LostAnswered, at); return true;
    case 'handover.succession-learnt': await saveSuccession(unit, operation.childId!, operation.body as SuccessionLearnt, at); return true;
    default: return false;
  }
}

async function saveInquiry(unit: Unit, { lost, peers }: LostInquired, at: Instant): Promise<void> {
  await saveAsked(unit, { lost, root: unit.node.nodeId, since: at });
  for (const peer of peers) {
    await tablesOf(unit.transaction).insertInto('handover.lost_answer').values({ lost, peer, asked_at: at, parts: null, received: [], hidden: 0, answered_at: null }).onConflict((on) => on.doNothing()).execute();
  }
}

const saveAsked = async (unit: Unit, { lost, root, since }: LostAsked): Promise<void> =>
  void (await tablesOf(unit.transaction).insertInto('handover.lost_inquiry').values({ lost, root, since }).onConflict((on) => on.doNothing()).execute());

async function saveAnswered(unit: Unit, { lost, peer, part, parts, hidden, children }: LostAnswered, at: Instant): Promise<void> {
  for (const { childId, epoch, copy } of children) {
    await tablesOf(unit.transaction).insertInto('handover.lost_child').values({ lost, child_id: childId, peer, epoch, copy }).onConflict((on) => on.columns(['lost', 'child_id', 'peer']).doUpdateSet({ epoch, copy })).execute();
  }
  await sql`update handover.lost_answer set parts = ${parts}, hidden = ${hidden}, received = (select array_agg(distinct one order by one) from unnest(received || ${part}::int) one)
    where lost = ${lost} and peer = ${peer}`.execute(unit.transaction);
  await sql`update handover.lost_answer set answered_at = ${at} where lost = ${lost} and peer = ${peer} and answered_at is null and cardinality(received) = parts`.execute(unit.transaction);
}

async function saveSuccession(unit: Unit, childId: ChildId, { handoverId, lost, root, successor, blockHash }: SuccessionLearnt, at: Instant): Promise<void> {
  await tablesOf(unit.transaction).insertInto('handover.succession').values({ handover_id: handoverId, child_id: childId, lost, root, successor, block_hash: blockHash, at }).onConflict((on) => on.doNothing()).execute();
}

export type LostInquiry = HandoverTables['handover.lost_inquiry'];
export const findInquiries = (unit: Reading): Promise<LostInquiry[]> => tablesOf(unit.transaction).selectFrom('handover.lost_inquiry').selectAll().orderBy('lost').execute();
export const findInquiry = async (unit: Reading, lost: NodeId): Promise<LostInquiry | null> => (await findInquiries(unit)).find((one) => one.lost === lost) ?? null;

export const findAnswers = (unit: Reading, lost: NodeId): Promise<HandoverTables['handover.lost_answer'][]> =>
  tablesOf(unit.transaction).selectFrom('handover.lost_answer').selectAll().where('lost', '=', lost).orderBy('peer').execute();

export const findKnown = (unit: Reading, lost: NodeId): Promise<HandoverTables['handover.lost_child'][]> =>
  tablesOf(unit.transaction).selectFrom('handover.lost_child').selectAll().where('lost', '=', lost).orderBy('child_id').orderBy('peer').execute();

export const findSuccessions = (unit: Reading): Promise<HandoverTables['handover.succession'][]> =>
  tablesOf(unit.transaction).selectFrom('handover.succession').selectAll().orderBy('at').orderBy('child_id').execute();

/** A child who was with the lost node at some time, as this node knows her. */
export interface KnownOfLost extends Fact {
  readonly copy: KeptCopy;
}

/** Every child in whose chain the node stands, here or as a witness. Also those who have left it: the root must not take them for lost. */
export async function findKnownOfLost(unit: Reading, lost: NodeId): Promise<KnownOfLost[]> {
  const { nodeId: self } = unit.node;
  const found = await sql<KnownOfLost>`with concerned as (
      select child_id from handover.custody where pointer = ${lost} or previous = ${lost} or origin = ${lost}
      union select child_id from handover.tenure where node_id = ${lost}
      union select child_id from handover.chain_link where from_node = ${lost} or to_node = ${lost}
      union select child_id from handover.witnessed where origin = ${lost})
    select child_id as "childId", coalesce(c.epoch, 0) as epoch, case c.status when 'hold' then ${self} else coalesce(c.pointer, ${lost}) end as custodian,
      coalesce(c.previous, ${lost}) as previous, c.handover_id as "handoverId", coalesce(c.origin, ${lost}) as origin,
      case when exists (select from handover.tenure t where t.child_id = k.child_id and t.node_id = ${self}) then 'file'
        when exists (select from handover.witnessed w where w.child_id = k.child_id) then 'sealed' else 'none' end as copy
    from concerned k left join handover.custody c using (child_id) order by child_id`.execute(unit.transaction);
  return found.rows;
}

/** An appointment that has been accepted, with the agencies that must be told: those who named one of its children. */
export interface Appointed {
  readonly handoverId: Uuid;
  readonly lost: NodeId;
  readonly successor: NodeId;
  readonly peer: NodeId;
  readonly childIds: readonly ChildId[];
}

export async function findAppointed(unit: Reading): Promise<Appointed[]> {
  const found = await sql<Appointed>`select o.handover_id as "handoverId", k.lost, o.to_node as successor, k.peer, array_agg(k.child_id order by k.child_id) as "childIds"
    from handover.outgoing o join handover.member m on m.handover_id = o.handover_id and m.direction = 'outgoing' join handover.lost_child k on k.child_id = m.child_id
    where o.mode = 'succession' and o.status in ('committed', 'acknowledged') and k.peer <> o.to_node
    group by o.handover_id, k.lost, o.to_node, k.peer order by o.handover_id, k.peer`.execute(unit.transaction);
  return found.rows;
}
