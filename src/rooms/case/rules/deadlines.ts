import type { Uuid } from '#kernel/identifier.ts';
import type { Day, Instant } from '#kernel/instant.ts';
import type { Deadline as ClockDeadline, Priority, PriorityFacts } from '#rooms/law/rules.ts';
import type { Clock, LawEvent, RiskLevel } from '#rooms/law/schema.ts';
import { accompanimentOf, valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { Found } from '../schema.ts';
import type { StartedDeadline } from './operations.ts';

type National = 'yes' | 'no' | 'unknown';

/** The law of the node's country, as the decisions need it: the law room bound to its reference. */
export interface Law {
  readonly country: string;
  readonly startClocks: (happening: { event: LawEvent; at: Instant; isNational: National; riskLevel?: RiskLevel }) => { clock: Clock; deadline: ClockDeadline }[];
  readonly getClock: (code: string) => Clock;
  /** Whether a risk is sealed: it betrays an asylum claim, sexual violence or an informant. */
  readonly isSealed: (code: string) => boolean;
  readonly prioritiesOf: (facts: PriorityFacts, today: Day) => Priority[];
}

export interface Happening {
  readonly event: LawEvent;
  readonly at: Instant;
  readonly riskLevel?: RiskLevel;
}

/** The deadlines of everything that happened, one for each clock. */
export function startDeadlines(law: Law, happenings: readonly Happening[], values: PartialProfile, newIdentifier: () => Uuid): StartedDeadline[] {
  const nationalities = valueOfField(values, 'nationalities');
  const isNational: National = nationalities === undefined ? 'unknown' : nationalities.includes(law.country) ? 'yes' : 'no';
  const started = new Map<string, StartedDeadline>();
  for (const happening of happenings) {
    for (const { clock, deadline } of law.startClocks({ ...happening, isNational })) {
      if (started.has(clock.code)) continue;
      started.set(clock.code, { id: newIdentifier(), clock: clock.code, title: null, triggeredAt: happening.at, dueAt: deadline.dueAt, escalateAt: deadline.escalateAt, basis: deadline.basis });
    }
  }
  return [...started.values()];
}

/** What intake means to the law: who found her, whether she is alone, how urgent it is. */
export function happeningsAtIntake(found: Found, values: PartialProfile, urgency: RiskLevel, now: Instant): Happening[] {
  // only a moment told to the minute can have started a clock before now
  const at = found.when?.precision === 'minute' ? (found.when.at) : now;
  const { mexican, international } = accompanimentOf(values);
  const isUnaccompanied = mexican.label === 'unaccompanied' || international.label === 'unaccompanied';
  return [
    ...(found.by === 'migration_officer' ? [{ event: 'migration_authority_contact' as const, at }] : []),
    ...(found.by === 'returning_authority' ? [{ event: 'returned_to_country' as const, at }, { event: 'reception_centre_admitted' as const, at }] : []),
    ...(isUnaccompanied ? [{ event: 'unaccompanied_child_identified' as const, at: now }] : []),
    { event: 'risk_level_set', at: now, riskLevel: urgency },
  ];
}
