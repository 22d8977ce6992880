import type { ChildId } from '#kernel/identifier.ts';
import type { MinimalProfile } from '../schema/handover.ts';

type Value = string | number | boolean;

/** A fact of the profile before the agreement has been asked: its policy key, class and coded values. */
export interface CandidateFact {
  readonly field: string;
  readonly values: readonly Value[];
}

/**
 * The least that a receiver needs to say yes or no (custody/1 section 11): coded facts only, no name, no place.
 * @param mayLeave per field, why it stays behind; null when it may leave
 */
export function minimalProfile(childId: ChildId, facts: readonly CandidateFact[], mayLeave: (field: string) => string | null): MinimalProfile {
  return {
    childId,
    facts: facts.filter(({ values }) => values.length > 0).map(({ field, values }) => {
      const withheld = mayLeave(field);
      return withheld === null ? { field, values: [...values] } : { field, withheld };
    }),
  };
}
