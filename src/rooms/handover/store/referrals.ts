import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { ReferralContent, ReferralStatus, Urgency } from '../schema.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Pick<UnitOfWork, 'node' | 'transaction'>;

export interface ReferralRecord {
  readonly referralId: Uuid;
  readonly childId: ChildId;
  readonly direction: 'outgoing' | 'incoming';
  readonly peer: NodeId | null;
  readonly status: ReferralStatus;
  readonly service: string;
  readonly urgency: Urgency;
  readonly sentAt: Instant;
  readonly decideBy: Instant;
  readonly answeredAt: Instant | null;
  readonly consentWithdrawnAt: Instant | null;
  readonly revision: number;
  readonly content: ReferralContent;
}

async function opened(unit: Unit, rows: readonly HandoverTables['handover.referral'][]): Promise<ReferralRecord[]> {
  const records: ReferralRecord[] = [];
  for (const row of rows) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, row.content_sealed, 'handover.referral');
    if (!content.ok) continue;
    records.push({
      referralId: row.referral_id, childId: row.child_id, direction: row.direction, peer: row.peer, status: row.status, service: row.service, urgency: row.urgency, sentAt: row.sent_at,
      decideBy: row.decide_by, answeredAt: row.answered_at, consentWithdrawnAt: row.consent_withdrawn_at, revision: row.revision, content: content.value as ReferralContent,
    });
  }
  return records;
}

/** Referrals within the caller's reach, newest first. */
export const findReferrals = async (unit: Unit, childId?: ChildId): Promise<ReferralRecord[]> => {
  const all = tablesOf(unit.transaction).selectFrom('handover.referral').selectAll().orderBy('sent_at', 'desc').limit(500);
  return opened(unit, await (childId === undefined ? all : all.where('child_id', '=', childId)).execute());
};

export const findReferral = async (unit: Unit, referralId: Uuid): Promise<ReferralRecord | undefined> =>
  (await opened(unit, await tablesOf(unit.transaction).selectFrom('handover.referral').selectAll().where('referral_id', '=', referralId).execute()))[0];

/** Referrals that the peer must hear of: those sent by us, and those whose newest answer is ours. */
export async function owedReferrals(unit: Unit, childIds?: readonly ChildId[]): Promise<ReferralRecord[]> {
  const all = tablesOf(unit.transaction).selectFrom('handover.referral').selectAll().where('peer', 'is not', null)
    .where((row) => row.or([
      row.and([row('direction', '=', 'outgoing'), row('status', 'in', ['sent', 'withdrawn'])]),
      row.and([row('direction', '=', 'incoming'), row('status', 'in', ['accepted', 'declined', 'provided', 'not_provided'])]),
    ]));
  return opened(unit, await (childIds === undefined ? all : all.where('child_id', 'in', [...childIds])).execute());
}

/** For each of these children the peers to which this node referred her, whatever they answered: each of them has had something of hers. */
export async function referredTo(unit: Pick<UnitOfWork, 'transaction'>, childIds: readonly ChildId[]): Promise<Map<ChildId, NodeId[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await tablesOf(unit.transaction).selectFrom('handover.referral').select(['child_id', 'peer']).distinct()
    .where('child_id', 'in', [...childIds]).where('direction', '=', 'outgoing').where('peer', 'is not', null).orderBy('peer').execute();
  return new Map([...Map.groupBy(rows, (row) => row.child_id)].map(([childId, own]) => [childId, own.map(({ peer }) => peer!)]));
}
