import type { Day } from '#kernel/instant.ts';
import type { Priority, PriorityFacts } from '#rooms/law/rules.ts';
import { riskLevels, type PriorityReason, type RiskLevel } from '#rooms/law/schema.ts';
import { birthOf, companyOf, valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { isNeed, isRisk } from './concerns.ts';

export interface Suggestion {
  readonly level: RiskLevel;
  readonly reasons: readonly PriorityReason[];
}

export interface UrgencyFacts {
  readonly values: PartialProfile;
  /** Severity by code, of what is there now. */
  readonly severities: ReadonlyMap<string, number>;
  /** What a worker saw and marked. */
  readonly flags: readonly PriorityReason[];
  readonly hasOverdueClock: boolean;
}

/**
 * How urgent the file looks from what is known, for a worker to confirm or change: nobody's decision by itself.
 * @param prioritiesOf of the law room, bound to its reference
 */
export function suggestUrgency(facts: UrgencyFacts, today: Day, prioritiesOf: (facts: PriorityFacts, today: Day) => Priority[]): Suggestion {
  const present = [...facts.severities].filter(([, severity]) => severity > 0).map(([code]) => code);
  const isFlagged = (reason: PriorityReason) => (facts.flags.includes(reason) ? 'yes' : 'unknown');
  const found = prioritiesOf({
    birth: birthOf(facts.values),
    company: companyOf(facts.values),
    riskCodes: present.filter(isRisk),
    needCodes: present.filter(isNeed),
    languages: valueOfField(facts.values, 'languages') ?? [],
    isPregnantOrParenting: isFlagged('pregnant_or_parenting'),
    hasDisabilityOrChronicIllness: isFlagged('disability_or_chronic_illness'),
    hasSuicidalThoughts: isFlagged('suicidal'),
    isDetained: isFlagged('detained'),
    isShelterFull: facts.flags.includes('shelter_full'),
    hasOverdueClock: facts.hasOverdueClock,
  }, today);
  const reasons = [...new Set([...found.map(({ reason }) => reason), ...facts.flags])];
  const gravest = Math.max(0, ...[...facts.severities].filter(([code]) => isRisk(code)).map(([, severity]) => severity));
  return { level: levelOf(reasons, gravest), reasons };
}

function levelOf(reasons: readonly PriorityReason[], gravest: number): RiskLevel {
  if (reasons.includes('suicidal') || (reasons.length > 0 && gravest === 3)) return 'emergency';
  if (reasons.length > 0 || gravest === 3) return 'high';
  return gravest === 2 ? 'medium' : 'low';
}

/** Negative when `one` is more urgent than `other`. */
export const compareUrgency = (one: RiskLevel, other: RiskLevel): number => riskLevels.indexOf(one) - riskLevels.indexOf(other);
