import { valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { FieldEvidence } from '../schema.ts';
import { isAgreement } from './agreement.ts';

/** What a worker has to bear in mind before she judges a pair; `tracing.warning.<warning>` says it. */
export type Warning = 'twin' | 'sibling' | 'homonym' | 'claimed' | 'danger' | 'alike';

const levelOf = (evidence: readonly FieldEvidence[], field: string): string | undefined => evidence.find((one) => one.field === field)?.level;
const agrees = (level: string | undefined): boolean => level !== undefined && isAgreement(level) && !level.includes('contradicted');

/**
 * Siblings, twins above all, are the mistake to avoid: the family agrees and the child's own name or birth does not.
 * @param profiles of both records, as far as known
 */
export function pairWarnings(evidence: readonly FieldEvidence[], profiles: readonly PartialProfile[]): Warning[] {
  const given = levelOf(evidence, 'given');
  const birth = levelOf(evidence, 'birth');
  const isSameFamily = agrees(levelOf(evidence, 'surname')) && (['mother', 'father', 'phone'].some((field) => agrees(levelOf(evidence, field))) || agrees(levelOf(evidence, 'place')));
  const isOtherGiven = given !== undefined && !agrees(given);
  const hasSiblings = profiles.some((values) => (valueOfField(values, 'siblings') ?? []).length > 0 || (valueOfField(values, 'people') ?? []).some(({ relation }) => relation === 'sibling' || relation === 'half_sibling'));
  const isSameDay = birth === 'day-same';
  if (isSameFamily && isOtherGiven && isSameDay) return ['twin'];
  if (isSameFamily && (isOtherGiven || (hasSiblings && !isSameDay))) return ['sibling'];
  return agrees(given) && birth !== undefined && !agrees(birth) ? ['homonym'] : [];
}

/** Two candidates of one request so near each other that names and numbers alone do not tell them apart (8 to 1 in probability). */
export function isAlike(probability: number, others: readonly number[]): boolean {
  const oddsOf = (one: number) => one / Math.max(1 - one, 1e-9);
  return others.some((other) => Math.abs(Math.log2(oddsOf(probability) / oddsOf(other))) < 3);
}

/** Somebody in the child's file who stands to her as the claimant says, and may be a danger. */
export const isFeared = (values: PartialProfile, relation: string): boolean =>
  (valueOfField(values, 'people') ?? []).some((person) => person.relation === relation && person.isPossibleDanger === 'yes');
