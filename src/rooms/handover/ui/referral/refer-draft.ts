import type { InputOf } from '#kernel/endpoint.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { referChild } from '../../schema.ts';

type ReferInput = InputOf<typeof referChild>;

/** A referral as it is typed. */
export interface ReferDraft {
  readonly kind: 'agency' | 'outside' | '';
  readonly to: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly service: string;
  readonly urgency: 'emergency' | 'planned' | '';
  readonly reason: string;
  readonly overrideReason: string;
  readonly overrideNote: string;
}

export const emptyReferral: ReferDraft = { kind: '', to: '', name: '', phone: '', address: '', service: '', urgency: '', reason: '', overrideReason: '', overrideNote: '' };

/** Names of the fields that still need an answer; the text of each is `handover-ui.refer.fault.<name>`. */
export function referFaults(draft: ReferDraft, lacksConsent: boolean): string[] {
  const isEmpty = (name: keyof ReferDraft): boolean => draft[name].trim() === '';
  const needed: readonly (keyof ReferDraft)[] = [
    'kind', ...(draft.kind === 'agency' ? ['to' as const] : draft.kind === 'outside' ? ['name' as const] : []), 'service', 'urgency', 'reason',
    ...(lacksConsent ? ['overrideReason' as const, 'overrideNote' as const] : []),
  ];
  return needed.filter(isEmpty);
}

/** What is sent. Only for a draft without faults. */
export function referInputOf(childId: ChildId, draft: ReferDraft, lacksConsent: boolean): ReferInput {
  const { phone, address } = draft;
  const outside = { name: draft.name.trim(), ...(phone.trim() === '' ? {} : { phone: phone.trim() }), ...(address.trim() === '' ? {} : { address: address.trim() }) };
  return {
    childId, service: draft.service, urgency: draft.urgency as ReferInput['urgency'], reason: draft.reason.trim(),
    ...(draft.kind === 'agency' ? { to: draft.to as NodeId } : { outside }),
    ...(lacksConsent ? { consentOverride: { reason: draft.overrideReason, note: draft.overrideNote.trim() } } : {}),
  };
}
