import { sql } from 'kysely';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';

type Unit = Pick<UnitOfWork, 'transaction'>;

export interface HeldRow {
  readonly childId: ChildId;
  readonly status: 'hold' | 'past';
  readonly epoch: number;
  readonly pointer: NodeId;
  readonly isClosed: boolean;
  readonly headEpoch: number | null;
  readonly headHash: string | null;
  /** Since when the youngest handover of her that is under way here stands as it does; null when none is. */
  readonly movingSince: Instant | null;
}

const columns = sql`c.child_id as "childId", c.status, c.epoch, c.pointer, c.closed as "isClosed", l.epoch as "headEpoch", l.block_hash as "headHash", m.since as "movingSince"`;
const joins = sql`left join lateral (select epoch, block_hash from handover.chain_link where chain_link.child_id = c.child_id order by epoch desc limit 1) l on true
  left join lateral (
    select max(changed_at) as since from (
      select o.changed_at from handover.member m join handover.outgoing o on o.handover_id = m.handover_id where m.child_id = c.child_id and m.direction = 'outgoing' and o.status in ('agreed', 'committed', 'requested')
      union all
      select i.changed_at from handover.member m join handover.incoming i on i.handover_id = m.handover_id where m.child_id = c.child_id and m.direction = 'incoming' and i.status in ('accepted', 'retracting')
    ) moving) m on true`;

/** Custody of the children about whom this node and a peer can know something of each other: it had them, has them, or is their origin. */
export async function heldWith(unit: Unit, peer: NodeId, after: ChildId | null, limit: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select ${columns} from handover.custody c ${joins}
    where c.child_id > ${after ?? ''} and (${peer} in (c.pointer, c.previous, c.origin) or exists (select 1 from handover.tenure t where t.child_id = c.child_id and t.node_id = ${peer}))
    order by c.child_id limit ${limit}`.execute(unit.transaction);
  return rows;
}

/** Custody of these children, as far as they are known here. */
export async function heldOf(unit: Unit, childIds: readonly ChildId[]): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select ${columns} from handover.custody c ${joins} where c.child_id = any(${[...childIds]})`.execute(unit.transaction);
  return rows;
}

export interface OpenRow {
  readonly childId: ChildId;
  readonly side: 'outgoing' | 'incoming';
  readonly status: string;
  readonly peer: NodeId;
  readonly decideBy: Instant | null;
  readonly changedAt: Instant;
}

/** Handovers of this node that are open, child by child. */
export async function openOfNode(unit: Unit): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`select m.child_id as "childId", h.side, h.status, h.peer, h.changed_at as "changedAt",
      (select decide_by from handover.terms t where t.handover_id = h.handover_id limit 1) as "decideBy"
    from (
      select handover_id, 'outgoing' as side, status, to_node as peer, changed_at from handover.outgoing where status in ('offered', 'agreed', 'committed')
      union all
      select handover_id, 'incoming', status, from_node, changed_at from handover.incoming where status in ('accepted', 'retracting')
    ) h join handover.member m on m.handover_id = h.handover_id and m.direction = h.side`.execute(unit.transaction);
  return rows;
}

/** Children whose pointer leads to a node that is not among these, or no more. */
export async function pointersElsewhere(unit: Unit, nodes: readonly NodeId[]): Promise<{ childId: ChildId; pointer: NodeId }[]> {
  const { rows } = await sql<{ childId: ChildId; pointer: NodeId }>`select child_id as "childId", pointer from handover.custody where status = 'past' and not closed and pointer <> all(${[...nodes]})`.execute(unit.transaction);
  return rows;
}
