import type { InputOf } from '#kernel/endpoint.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Day } from '#kernel/instant.ts';
import type { AgreementTerms, CaseCategory, Disclosure, draftAgreement, FlowPurpose } from '../schema.ts';
import type { Static } from 'typebox';

type When = Static<typeof Disclosure>;
type Draft = InputOf<typeof draftAgreement>;
export const dataClasses = ['A', 'B', 'C', 'D'] as const;

/** An agreement as it is typed. */
export interface AgreementDraft {
  readonly peer: string;
  readonly purposes: readonly FlowPurpose[];
  readonly categories: readonly CaseCategory[];
  readonly territory: readonly string[];
  readonly validFrom: Day | '';
  readonly validUntil: Day | '';
  readonly byClass: Readonly<Record<(typeof dataClasses)[number], When>>;
  /** Whether keyed encodings of the records may be compared: the one flow that leaves only where it is named. */
  readonly allowsEncodings: boolean;
  readonly onwardSharing: AgreementTerms['onwardSharing'];
  readonly emergency: string;
  readonly forced: string;
  readonly planned: string;
  readonly retentionDays: string;
  readonly legalBasis: string;
}

const encodingsField = 'tracing.encodings';

/** Which fields have a rule of their own: as in the version that is replaced, but for the encodings, which the draft says. */
function fieldRulesOf({ allowsEncodings, purposes }: AgreementDraft, former: AgreementTerms['fieldPolicy']['byField']): AgreementTerms['fieldPolicy']['byField'] {
  const { [encodingsField]: _former, ...others } = former;
  return allowsEncodings && purposes.includes('family_tracing') ? { ...others, [encodingsField]: 'at_offer' } : others;
}

/** Where a new agreement begins: the least that is useful, and the hours that custody/1 proposes. */
export const emptyAgreement = (today: Day): AgreementDraft => ({
  peer: '', purposes: [], categories: [], territory: [], validFrom: today, validUntil: '',
  byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, allowsEncodings: false, onwardSharing: 'with_consent',
  emergency: '4', forced: '24', planned: '120', retentionDays: '90', legalBasis: '',
});

/** The draft of a new version, from the one that it replaces. */
export const draftFrom = (terms: AgreementTerms, peer: string): AgreementDraft => ({
  peer, purposes: terms.purposes, categories: terms.categories, territory: terms.territory, validFrom: terms.validFrom, validUntil: '', byClass: terms.fieldPolicy.byClass,
  allowsEncodings: terms.fieldPolicy.byField[encodingsField] === 'at_offer',
  onwardSharing: terms.onwardSharing, emergency: String(terms.escalationHours.emergency), forced: String(terms.escalationHours.forced), planned: String(terms.escalationHours.planned),
  retentionDays: String(terms.retentionDays), legalBasis: terms.legalBasis,
});

const isWhole = (words: string, least: number, most: number): boolean => /^\d{1,4}$/.test(words) && Number(words) >= least && Number(words) <= most;

/** Names of the fields that need another answer; the text of each is `governance-ui.fault.<name>`. */
export function agreementFaults(draft: AgreementDraft): string[] {
  const empty = (['peer', 'validFrom', 'validUntil', 'legalBasis'] as const).filter((name) => draft[name].trim() === '');
  const none = (['purposes', 'categories', 'territory'] as const).filter((name) => draft[name].length === 0);
  const isBackwards = draft.validFrom !== '' && draft.validUntil !== '' && draft.validUntil < draft.validFrom;
  return [
    ...empty, ...none, ...(isBackwards ? ['backwards'] : []),
    ...(isWhole(draft.emergency, 1, 720) ? [] : ['emergency']), ...(isWhole(draft.forced, 1, 720) ? [] : ['forced']), ...(isWhole(draft.planned, 1, 2160) ? [] : ['planned']),
    ...(isWhole(draft.retentionDays, 0, 3650) ? [] : ['retentionDays']),
  ];
}

/** What is sent. Only for a draft without faults. */
export const agreementInputOf = (draft: AgreementDraft, replaces: { readonly agreementId: Uuid; readonly byField: AgreementTerms['fieldPolicy']['byField'] } | null): Draft => ({
  peer: draft.peer as NodeId, ...(replaces ? { replaces: replaces.agreementId } : {}), purposes: [...draft.purposes], categories: [...draft.categories], territory: [...draft.territory],
  validFrom: draft.validFrom, validUntil: draft.validUntil, fieldPolicy: { byClass: draft.byClass, byField: fieldRulesOf(draft, replaces?.byField ?? {}) }, onwardSharing: draft.onwardSharing,
  escalationHours: { emergency: Number(draft.emergency), forced: Number(draft.forced), planned: Number(draft.planned) }, retentionDays: Number(draft.retentionDays), legalBasis: draft.legalBasis.trim(),
});
