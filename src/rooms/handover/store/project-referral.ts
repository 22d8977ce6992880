import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Projector } from '#platform/services.ts';
import type { ReferralAnswered, ReferralConsentWithdrawn, ReferralSent } from '../schema.ts';
import { tablesOf } from './tables.ts';

type Unit = Parameters<Projector>[0];

export async function projectReferralSent(unit: Unit, childId: ChildId, body: ReferralSent, at: Instant): Promise<void> {
  const { referralId, direction, peer, service, urgency, decideBy, ...content } = body;
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, content, 'handover.referral');
  await tablesOf(unit.transaction).insertInto('handover.referral').values({
    child_id: childId, referral_id: referralId, direction, peer, status: 'sent', service, urgency, sent_at: at, decide_by: decideBy, answered_at: null, consent_withdrawn_at: null, revision: 0, content_sealed: sealed,
  }).onConflict((on) => on.column('referral_id').doNothing()).execute();
}

export async function projectReferralAnswered(unit: Unit, childId: ChildId, body: ReferralAnswered, at: Instant): Promise<void> {
  const { content, status, referralId } = body;
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, content, 'handover.referral');
  await tablesOf(unit.transaction).updateTable('handover.referral')
    .set((row) => ({ status, answered_at: at, revision: row('revision', '+', 1), content_sealed: sealed }))
    .where('referral_id', '=', referralId).execute();
}

/** Of every referral of the child that this peer had sent here: the first withdrawal is the one that counts. */
export const projectReferralConsent = async (unit: Unit, childId: ChildId, { at, toldBy }: ReferralConsentWithdrawn): Promise<void> =>
  void (await tablesOf(unit.transaction).updateTable('handover.referral').set({ consent_withdrawn_at: at })
    .where('child_id', '=', childId).where('direction', '=', 'incoming').where('peer', '=', toldBy).where('consent_withdrawn_at', 'is', null).where('sent_at', '<=', at).execute());
