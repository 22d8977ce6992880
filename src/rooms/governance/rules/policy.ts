import type { Day } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Sensitivity } from '#kernel/field.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Agreement, AgreementTerms, BodyKind, CaseCategory, Disclosure, FlowPurpose } from '../schema.ts';

/** When something leaves: in an offer, before anybody has promised anything, or once the receiver has accepted. */
export type FlowMoment = 'offer' | 'accepted';

/** One flow: from whom to whom, what for, about which children. */
export interface Flow {
  readonly purpose: FlowPurpose;
  readonly from: NodeId;
  readonly to: NodeId;
  /** What kind of body the receiver is. */
  readonly receiver: BodyKind;
  readonly category: CaseCategory;
  /** ISO 3166-1 alpha-2 of the country in which the child is. */
  readonly country: string;
  readonly moment: FlowMoment;
}

/** A field by its key (the key of its label) and its class. */
interface FlowField {
  readonly key: string;
  readonly sensitivity: Sensitivity;
}

/** Why a field stays behind; travels in its place, so that the receiver knows what it does not know. */
export const withheldReasons = [
  'not-covered', 'class-A', 'class-B', 'class-C', 'class-D', 'class-E', 'field-policy', 'firewall', 'after-acceptance', 'unknown-kind', 'unknown-version', 'unknown-field',
  'onward-forbidden', 'onward-consent',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/** Both have signed, neither has ended it, no newer version replaces it, and the day lies within its term. */
export function isActive(agreement: Agreement, today: Day): boolean {
  const { terms, signatures, endedAt, isReplaced } = agreement;
  const isSigned = terms.parties.every((party) => signatures[party] !== undefined);
  return isSigned && endedAt === null && !isReplaced && terms.validFrom <= today && today <= terms.validUntil;
}

/**
 * Whether the terms cover the flow as such, whatever its fields: the two parties, the purpose, the category and the
 * country. Refuses `flow-not-allowed` with the reason `parties`, `purpose`, `category` or `territory`.
 */
export function covers(terms: AgreementTerms, flow: Flow): Result<true> {
  const isBetween = flow.from !== flow.to && terms.parties.includes(flow.from) && terms.parties.includes(flow.to);
  const reason =
    !isBetween ? 'parties'
    : !terms.purposes.includes(flow.purpose) ? 'purpose'
    : !terms.categories.includes(flow.category) ? 'category'
    : !terms.territory.includes(flow.country) ? 'territory'
    : null;
  return reason === null ? succeed(true) : refuse('flow-not-allowed', { reason });
}

/**
 * Whether one field may leave in a flow: null, or why not. The rule of the named field goes before that of its class.
 * Class E leaves only where the field is named. A migration authority never receives classes D and E, whatever was
 * agreed: its interview and file are limited to identity, stay, relatives' whereabouts and needs (Ley de Migración 112.VI,
 * obligation MX-LM-112).
 */
export function whyWithheld(terms: AgreementTerms, flow: Flow, field: FlowField): WithheldReason | null {
  if (!covers(terms, flow).ok) return 'not-covered';
  if (flow.receiver === 'migration_authority' && (field.sensitivity === 'D' || field.sensitivity === 'E')) return 'firewall';
  const named = Object.hasOwn(terms.fieldPolicy.byField, field.key) ? terms.fieldPolicy.byField[field.key]! : null;
  const disclosure: Disclosure = named ?? (field.sensitivity === 'E' ? 'never' : terms.fieldPolicy.byClass[field.sensitivity]);
  if (disclosure === 'never') return named ? 'field-policy' : `class-${field.sensitivity}`;
  return disclosure === 'after_acceptance' && flow.moment === 'offer' ? 'after-acceptance' : null;
}

/** Refuses `flow-not-allowed` with the reason of `whyWithheld`. */
export function mayFlow(terms: AgreementTerms, flow: Flow, field: FlowField): Result<true> {
  const reason = whyWithheld(terms, flow, field);
  return reason === null ? succeed(true) : refuse('flow-not-allowed', { reason, field: field.key });
}
