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
  /** The decision that lets siblings part, where some stay. */
  readonly splitDecision: string;
  /** Hours for the answer of each receiver, where fewer than the agreement gives. */
  readonly answerHours: Readonly<Partial<Record<NodeId, number | undefined>>>;
  readonly reason: string;
  readonly urgency: 'emergency' | 'planned' | '';
  readonly place: string;
  readonly at: Instant | '';
  readonly escort: string;
  readonly note: string;
  readonly overrideReason: string;
  readonly overrideNote: string;
}

export const emptyDraft: OfferDraft = { mode: 'push', to: '', thenTo: [], along: [], splitDecision: '', answerHours: {}, reason: '', urgency: '', place: '', at: '', escort: '', note: '', overrideReason: '', overrideNote: '' };

const returnReasons: readonly string[] = ['assisted_return', 'court_ordered_return'];
/** What the agreement must cover: a return has a purpose of its own. */
export const purposeOf = (draft: OfferDraft): 'assisted_return' | 'custody_transfer' => (returnReasons.includes(draft.reason) ? 'assisted_return' : 'custody_transfer');
export const urgencyOf = (draft: OfferDraft): OfferInput['urgency'] | '' => (draft.mode === 'forced' ? 'forced' : draft.urgency);

/** The agreement with the chosen receiver that covers the purpose; else any with it, to say what is missing. */
export function agreementOf(receivers: readonly Receiver[], draft: OfferDraft): Receiver | undefined {
  const withReceiver = receivers.filter(({ agency }) => agency.nodeId === draft.to);
  return withReceiver.find(({ purposes }) => purposes.includes(purposeOf(draft))) ?? withReceiver[0];
}

/** Answers within so many hours can be asked for: never more than the agreement gives for this urgency. */
export const hoursChoices = (draft: OfferDraft, agreed: Receiver['escalationHours']): number[] =>
  [1, 2, 4, 8, 12, 24, 48, 72].filter((hours) => hours < agreed[urgencyOf(draft) || 'planned']);

/** Until when the receiver may answer: by the agreement, or sooner where the sender wants it. */
export function decideByOf(agreement: Receiver, draft: OfferDraft, now: Instant): Instant | null {
  const urgency = urgencyOf(draft);
  return urgency === '' ? null : addHours(now, Math.min(agreement.escalationHours[urgency], draft.answerHours[agreement.agency.nodeId] ?? Infinity));
}

export const steps = ['receiver', 'siblings', 'reason', 'plan', 'consent', 'check'] as const;
export type OfferStep = (typeof steps)[number];

/** The pages of the wizard: siblings are asked about only where some are known. */
export const stepsFor = (hasSiblings: boolean): readonly OfferStep[] => (hasSiblings ? steps : steps.filter((step) => step !== 'siblings'));

/**
 * Names of the fields that still need an answer on a page; the text of each is `handover-ui.offer.fault.<name>`.
 * @param lacksConsent whether a child of the group has not agreed to sharing
 * @param staysBehind whether a brother or sister who is here does not go along
 */
export function faultsOf(step: OfferStep, draft: OfferDraft, agreement: Receiver | undefined, lacksConsent: boolean, staysBehind: boolean): string[] {
  switch (step) {
    case 'receiver': return draft.to === '' ? ['to'] : [];
    case 'reason': {
      const isCovered = draft.reason === '' || agreement === undefined || agreement.purposes.includes(purposeOf(draft));
      return [...(draft.reason === '' ? ['reason'] : []), ...(isCovered ? [] : ['purpose']), ...(urgencyOf(draft) === '' ? ['urgency'] : [])];
    }
    case 'consent': return lacksConsent ? [...(draft.overrideReason === '' ? ['overrideReason'] : []), ...(draft.overrideNote.trim().length < 10 ? ['overrideNote'] : [])] : [];
    case 'siblings': return staysBehind && !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(draft.splitDecision.trim()) ? ['splitDecision'] : [];
    case 'plan':
    case 'check': return [];
  }
}

const given = <Key extends string>(key: Key, value: string): { readonly [K in Key]?: string } => (value.trim() === '' ? {} : ({ [key]: value.trim() } as { readonly [K in Key]?: string }));

/** What is sent. Only for a draft without faults. */
export function offerInputOf(childId: ChildId, draft: OfferDraft, lacksConsent: boolean): OfferInput {
  const asked: readonly string[] = [draft.to, ...draft.thenTo];
  const hours = Object.entries(draft.answerHours).filter(([nodeId, given]) => given !== undefined && asked.includes(nodeId));
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
    ...given('splitDecision', draft.splitDecision),
    ...(hours.length > 0 ? { answerHours: Object.fromEntries(hours) } : {}),
    ...(lacksConsent ? { consentOverride: { reason: draft.overrideReason, note: draft.overrideNote.trim() } } : {}),
  };
}
