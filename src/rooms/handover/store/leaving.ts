import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Ties } from '../rules/leaving.ts';

type Unit = Pick<UnitOfWork, 'transaction'>;

/** What ties this node to children, whoever asks: counts alone. */
export const countTies = (unit: Unit): Promise<Ties> => asNode(unit.transaction, async () => {
  const { rows } = await sql<Ties>`select
    (select count(*)::int from handover.custody where status = 'hold' and not closed) as held,
    (select count(*)::int from handover.outgoing where status = 'committed') as releasing,
    (select count(*)::int from handover.incoming where status in ('accepted', 'retracting')) as promised`.execute(unit.transaction);
  return rows[0]!;
});

/** The open children of this node with the offer that each is in, as far as the reader sees them; the longest here first. */
export async function openChildren(unit: Unit, limit: number): Promise<{ childId: ChildId; since: Instant; handoverId: Uuid | null; status: string | null; to: NodeId | null }[]> {
  const { rows } = await sql<{ childId: ChildId; since: Instant; handoverId: Uuid | null; status: string | null; to: NodeId | null }>`
    select c.child_id as "childId", c.since, o.handover_id as "handoverId", o.status, o.to_node as "to" from handover.custody c
    left join handover.outgoing o on o.handover_id = c.encumbered_by and o.status in ('offered', 'agreed', 'requested')
    where c.status = 'hold' and not c.closed and exists (select 1 from access.child_scope s where s.child_id = c.child_id)
    order by c.since, c.child_id limit ${limit}`.execute(unit.transaction);
  return rows;
}
