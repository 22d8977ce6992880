import { sql } from 'kysely';
import type { Uuid } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';

type Unit = Pick<UnitOfWork, 'transaction' | 'now'>;

/**
 * Offers of this node whose time to decide is over. An accepted offer never expires by itself (R5), nor one that was
 * accepted on paper: somebody has signed for the child, who may be there already; it is escalated instead. */
export async function findExpiredOffers({ transaction, now }: Unit): Promise<Uuid[]> {
  const rows = await sql<{ handover_id: Uuid }>`select handover_id from handover.outgoing o where o.status = 'offered'
    and exists (select 1 from handover.terms t where t.handover_id = o.handover_id and t.decide_by < ${now})
    and not exists (select 1 from handover.paper_acceptance p where p.handover_id = o.handover_id and p.status = 'checked')`.execute(transaction);
  return rows.rows.map((row) => row.handover_id);
}

/** Offers that ended without custody moving and name someone else to ask. */
export async function findOffersToContinue({ transaction }: Unit): Promise<Uuid[]> {
  const rows = await sql<{ handover_id: Uuid }>`select handover_id from handover.unanswered_offer where mode <> 'succession' and (then_to <> '{}' or ending->>'redirect' is not null)`.execute(transaction);
  return rows.rows.map((row) => row.handover_id);
}
