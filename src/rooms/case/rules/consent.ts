import type { AgeRange } from '#rooms/law/rules.ts';
import { purposes, type Consent } from '../schema.ts';

/** What is missing for a consent to count at an age; `case.consentGap.<gap>` says it in words. */
export type ConsentGap = 'adult' | 'child' | 'child_agreement' | 'override_reason';

/** Reasons that hold against the child's own no; the others only stand in for an absent adult. */
const strongReasons: readonly string[] = ['imminent_harm', 'mandatory_report', 'court_order', 'legal_exception'];

/**
 * What a consent still lacks. By humanitarian practice (local civil law prevails): 0 to 5 an adult; 6 to 11 an adult and
 * the child's assent; 12 to 14 the same, with the child's word decisive on sharing; from 15 the child, or an adult with
 * the child's agreement. An absent adult, or one who is the risk, is stood in for with a coded reason. A refusal, and
 * not asking, always count.
 * @returns gaps for the age that asks least among those possible; empty when it counts
 */
export function consentGaps(consent: Consent, { youngest, oldest }: AgeRange): ConsentGap[] {
  if (!purposes.some((purpose) => consent.answers[purpose] === 'granted')) return [];
  if (consent.givenBy === 'worker' && !consent.override) return ['override_reason'];
  const ages = [youngest, 6, 12, 15].filter((age) => age >= youngest && age <= (oldest ?? 18));
  const gaps = ages.map((age) => gapsAt(consent, age));
  return gaps.find((found) => found.length === 0) ?? gaps[0]!;
}

function gapsAt(consent: Consent, age: number): ConsentGap[] {
  const { givenBy, childView, answers, override } = consent;
  const isByChild = givenBy === 'child';
  const isAgreed = isByChild || childView === 'agrees';
  const refusesSharing = age >= 12 && answers.sharing === 'granted' && !isByChild && childView === 'disagrees';
  if (refusesSharing && !(override && strongReasons.includes(override.reason))) return ['child_agreement'];
  if (override) return [];
  if (age >= 15) return isAgreed ? [] : ['child'];
  if (isByChild) return ['adult'];
  return age < 6 || isAgreed ? [] : ['child_agreement'];
}
