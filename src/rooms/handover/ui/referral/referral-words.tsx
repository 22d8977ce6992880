import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { text } from '#web/kit/text.tsx';
import type { ReferralStatus, ReferralView } from '../../schema.ts';
import { childWords } from '../child-words.ts';

const tones: Readonly<Record<ReferralStatus, Tone>> = { sent: 'warn', accepted: 'info', declined: 'neutral', provided: 'success', not_provided: 'danger', withdrawn: 'neutral' };

export const isOpenReferral = ({ status }: ReferralView): boolean => status === 'sent' || status === 'accepted';
/** The other side: an agency of the network, or a service on paper. */
export const referralParty = ({ agency, outside }: ReferralView): string => agency?.shortName ?? outside?.name ?? '';
export const referralTitle = ({ childId, initials, facts }: ReferralView): string => childWords({ childId, initials, facts });

export const ReferralStatusPill = ({ referral }: { readonly referral: ReferralView }) => (
  <StatusPill tone={tones[referral.status]}>{text(`handover.referral.${referral.status}`, { name: referralParty(referral), direction: referral.direction })}</StatusPill>
);
