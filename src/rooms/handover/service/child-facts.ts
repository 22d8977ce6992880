import type { ChildId } from '#kernel/identifier.ts';
import { dayOf } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findCaseState } from '#rooms/case/index.ts';
import { isNeed, presentCodes } from '#rooms/case/rules.ts';
import type { LockFacts } from '#rooms/governance/rules.ts';
import type { CaseCategory } from '#rooms/governance/schema.ts';
import { ageBands } from '#rooms/law/rules.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { accompanimentOf, birthOf, valueOfField } from '#rooms/person/rules.ts';
import type { CandidateFact } from '../rules/profile.ts';
import { forcesSilence } from '../rules/track-mode.ts';

/** What must be known of a child before anything about her leaves this agency. */
export interface ChildFacts {
  readonly childId: ChildId;
  readonly category: CaseCategory;
  readonly lock: LockFacts;
  readonly consentsToSharing: boolean;
  /** Coded facts for the minimal profile, by the key under which an agreement names them. */
  readonly facts: readonly CandidateFact[];
}

/** The facts of children whom the caller sees, in the order asked; those out of reach are left out. */
export async function factsOfChildren(unit: UnitOfWork, childIds: readonly ChildId[]): Promise<ChildFacts[]> {
  const summaries = new Map((await summariesOf(unit, childIds)).map((summary) => [summary.childId, summary]));
  const facts: ChildFacts[] = [];
  for (const childId of childIds) {
    const summary = summaries.get(childId);
    const state = await findCaseState(unit, childId);
    if (!summary || !state?.ok) continue;
    const { values } = summary;
    const codes = presentCodes(state.value.concerns);
    const bands = ageBands(birthOf(values), dayOf(unit.now));
    const labels = accompanimentOf(values);
    const category = (['unaccompanied', 'separated', 'accompanied'] as const).find((label) => label === labels.international.label) ?? 'unaccompanied';
    const sharing = state.value.consents.get('sharing')?.answer;
    facts.push({
      childId,
      category,
      consentsToSharing: sharing === 'granted',
      lock: {
        originCountries: valueOfField(values, 'nationalities') ?? [],
        needsInternationalProtection: forcesSilence(codes.map((code) => ({ code, severity: state.value.concerns.get(code)?.current.severity ?? 0 }))),
        hasExpressConsent: sharing === 'granted',
      },
      facts: [
        { field: 'person.field.sex', values: only(valueOfField(values, 'sex')) },
        { field: 'case.field.ageBand', values: [bands.statistical] },
        { field: 'person.field.nationalities', values: valueOfField(values, 'nationalities') ?? [] },
        { field: 'person.field.languages', values: valueOfField(values, 'languages') ?? [] },
        { field: 'person.field.needsInterpreter', values: only(valueOfField(values, 'needsInterpreter')) },
        { field: 'case.field.accompaniment', values: [labels.international.label] },
        { field: 'case.field.urgency', values: [state.value.urgency.level] },
        { field: 'case.field.needs', values: codes.filter(isNeed) },
      ],
    });
  }
  return facts;
}

const only = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
