import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { ErasureProposed, HoldView } from '../schema/erasure.ts';
import { openSealed } from './erasure.ts';
import { openStatuses } from './read.ts';

/** A child whose file is here, and all that decides how long it stays. */
export interface RetainedRecord {
  readonly childId: ChildId;
  readonly isHeld: boolean;
  readonly isClosed: boolean;
  readonly isMoving: boolean;
  readonly isDisputed: boolean;
  readonly epoch: number;
  readonly custodian: NodeId;
  /** Since when this agency does not answer for her any more, or since her closing. */
  readonly endedAt: Instant;
  /** Under which she came or left. */
  readonly agreements: readonly Uuid[];
  readonly hold: (HoldView & { readonly holdId: Uuid }) | null;
  readonly proposal: (ErasureProposed & { readonly byLabel: string; readonly proposedBy: string; readonly at: Instant }) | null;
}

interface Row {
  readonly child_id: ChildId; readonly status: 'hold' | 'past'; readonly closed: boolean; readonly epoch: number; readonly pointer: NodeId; readonly ended_at: Instant;
  readonly is_moving: boolean; readonly is_disputed: boolean; readonly agreements: Uuid[];
  readonly hold_id: Uuid | null; readonly placed_at: Instant | null; readonly hold_sealed: Buffer | null;
  readonly proposed_by: string | null; readonly proposed_at: Instant | null; readonly proposal_sealed: Buffer | null;
}

/**
 * Children whose file lies here, longest ended first: one, or up to `limit` of those for whom this agency does not answer any more.
 * Read as the node: of a child who was handed over nobody sees the file, and somebody has to decide on it.
 */
export const findRetained = (unit: Pick<UnitOfWork, 'node' | 'transaction'>, of: { readonly childId: ChildId } | { readonly limit: number }): Promise<RetainedRecord[]> =>
  asNode(unit.transaction, async () => {
    const [where, limit] = 'childId' in of ? [sql`c.child_id = ${of.childId}`, 1] : [sql`(c.status = 'past' or c.closed)`, of.limit];
    const { rows } = await sql<Row>`select c.child_id, c.status, c.closed, c.epoch, c.pointer,
        coalesce((select o.changed_at from handover.outgoing o where o.handover_id = c.handover_id and o.status = 'acknowledged' and c.status = 'past'),
          (select k.at from handover.closing k where k.child_id = c.child_id and k.status = 'closed' and c.closed), c.since) as ended_at,
        exists (select from handover.member m join handover.outgoing o using (handover_id) where m.child_id = c.child_id and m.direction = 'outgoing' and o.status = any(${[...openStatuses.outgoing]}))
          or exists (select from handover.member m join handover.incoming i using (handover_id) where m.child_id = c.child_id and m.direction = 'incoming' and i.status = any(${[...openStatuses.incoming]})) as is_moving,
        exists (select from handover.dispute d where d.child_id = c.child_id and d.settled_at is null) as is_disputed,
        array(select distinct t.agreement_id from handover.terms t where t.child_id = c.child_id) as agreements,
        h.hold_id, h.placed_at, h.content_sealed as hold_sealed, p.proposed_by, p.at as proposed_at, p.content_sealed as proposal_sealed
      from handover.custody c join access.child_scope s on s.child_id = c.child_id
      left join handover.legal_hold h on h.child_id = c.child_id and h.lifted_at is null
      left join handover.erasure_proposal p on p.child_id = c.child_id
      where ${where} order by ended_at, c.child_id limit ${limit}`.execute(unit.transaction);
    await unit.node.vault.loadChildKeys(unit.transaction, rows.map((row) => row.child_id));
    return Promise.all(rows.map((row) => recordOf(unit, row)));
  });

async function recordOf(unit: Pick<UnitOfWork, 'node' | 'transaction'>, row: Row): Promise<RetainedRecord> {
  const hold = row.hold_sealed && (await openSealed(unit, row.child_id, row.hold_sealed, 'hold'));
  const proposal = row.proposal_sealed && (await openSealed(unit, row.child_id, row.proposal_sealed, 'proposal'));
  return {
    childId: row.child_id, isHeld: row.status === 'hold', isClosed: row.closed, isMoving: row.is_moving, isDisputed: row.is_disputed, epoch: row.epoch, custodian: row.pointer, endedAt: row.ended_at,
    agreements: row.agreements,
    hold: hold && { ...(hold as Omit<HoldView, 'at'>), holdId: row.hold_id!, at: row.placed_at! },
    proposal: proposal && { ...(proposal as unknown as ErasureProposed & { byLabel: string }), proposedBy: row.proposed_by!, at: row.proposed_at! },
  };
}
