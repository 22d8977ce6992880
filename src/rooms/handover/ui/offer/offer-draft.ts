import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import type { listReceivers, offerCustody } from '../../schema.ts';

export type Receiver = OutputOf<typeof listReceivers>['receivers'][number];
type OfferInput = InputOf<typeof offerCustody>;

/** What the wizard asks, as typed: kept as a draft on the device. */
export interface OfferDraft {
  readonly mode: 'push' | 'forced';
  readonly to: string;
  /** Who is asked next, in order, when the first does not take over. */
  readonly thenTo: readonly string[];
  /** Siblings who go along. */
  readonly along: readonly string[];
  readonly reason: string;
  readonly urgency: 'emergency' | 'planned' | '';
  readonly place: string;
  readonly at: Instant | '';
  readonly escort: string;
  readonly note: string;
  readonly overrideReason: string;
  readonly overrideNote: string;
}

export const emptyDraft: OfferDraft = { mode: 'push', to: '', thenTo: [], along: [], reason: '', urgency: '', place: '', at: '', escort: '', note: '', overrideReason: '', overrideNote: '' };

const returnReasons: readonly string[] = ['assisted_return', 'court_ordered_return'];
/** What the agreement must cover: a return has a purpose of its own. */
export const purposeOf = (draft: OfferDraft): 'assisted_return' | 'custody_transfer' => (returnReasons.includes(draft.reason) ? 'assisted_return' : 'custody_transfer');
export const urgencyOf = (draft: OfferDraft): OfferInput['urgency'] | '' => (draft.mode === 'forced' ? 'forced' : draft.urgency);

/** The agreement with the chosen receiver that covers the purpose; else any with it, to say what is missing. */
export function agreementOf(receivers: readonly Receiver[], draft: OfferDraft): Receiver | undefined {
  const withReceiver = receivers.filter(({ agency }) => agency.nodeId === draft.to);
  return withReceiver.find(({ purposes }) => purposes.includes(purposeOf(draft))) ?? withReceiver[0];
}

/** Until when the receiver may answer, by the agreement. */
export function decideByOf(agreement: Receiver, draft: OfferDraft, now: Instant): Instant | null {
  const urgency = urgencyOf(draft);
  return urgency === '' ? null : addHours(now, agreement.escalationHours[urgency]);
}

export const steps = ['receiver', 'siblings', 'reason', 'plan', 'consent', 'check'] as const;
export type OfferStep = (typeof steps)[number];

/** The pages of the wizard: siblings are asked about only where some are known. */
export const stepsFor = (hasSiblings: boolean): readonly OfferStep[] => (hasSiblings ? steps : steps.filter((step) => step !== 'siblings'));

/**
 * Names of the fields that still need an answer on a page; the text of each is `handover-ui.offer.fault.<name>`.
 * @param lacksConsent whether a child of the group has not agreed to sharing
 */
export function faultsOf(step: OfferStep, draft: OfferDraft, agreement: Receiver | undefined, lacksConsent: boolean): string[] {
  switch (step) {
    case 'receiver': return draft.to === '' ? ['to'] : [];
    case 'reason': {
      const isCovered = draft.reason === '' || agreement === undefined || agreement.purposes.includes(purposeOf(draft));
      return [...(draft.reason === '' ? ['reason'] : []), ...(isCovered ? [] : ['purpose']), ...(urgencyOf(draft) === '' ? ['urgency'] : [])];
    }
    case 'consent': return lacksConsent ? [...(draft.overrideReason === '' ? ['overrideReason'] : []), ...(draft.overrideNote.trim().length < 10 ? ['overrideNote'] : [])] : [];
    case 'siblings':
    case 'plan':
    case 'check': return [];
  }
}

const given = <Key extends string>(key: Key, value: string): { readonly [K in Key]?: string } => (value.trim() === '' ? {} : ({ [key]: value.trim() } as { readonly [K in Key]?: string }));

/** What is sent. Only for a draft without faults. */
export function offerInputOf(childId: ChildId, draft: OfferDraft, lacksConsent: boolean): OfferInput {
  return {
    childIds: [childId, ...(draft.along as readonly ChildId[])],
    to: draft.to as NodeId,
    ...(draft.thenTo.length > 0 ? { thenTo: [...draft.thenTo] as NodeId[] } : {}),
    mode: draft.mode,
    purpose: purposeOf(draft),
    reason: draft.reason,
    urgency: urgencyOf(draft) as OfferInput['urgency'],
    plan: { ...given('place', draft.place), ...given('escort', draft.escort), ...(draft.at === '' ? {} : { at: draft.at }) },
    ...given('note', draft.note),
    ...(lacksConsent ? { consentOverride: { reason: draft.overrideReason, note: draft.overrideNote.trim() } } : {}),
  };
}
