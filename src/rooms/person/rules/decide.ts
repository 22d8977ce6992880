import { Check } from 'typebox/value';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { dayOf, type Day, type Instant } from '#kernel/instant.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fieldNames, Profile, type FieldName, type Observed, type PartialProfile, type Settled } from '../schema.ts';
import { birthBounds, isPossibleBirth, valueOfField } from './facts.ts';
import { observedKind, settledKind, type ProfileState } from './profile.ts';

type Versions = Readonly<Partial<Record<FieldName, string>>>;

/**
 * What is wrong with what was observed beyond its form: a date that does not exist, a birth in the future.
 * @returns paths and reasons as `input-invalid` lists them; empty when all is well
 */
export function profileProblems(fields: PartialProfile, today: Day): string[] {
  const birth = valueOfField(fields, 'birth');
  if (birth === undefined) return [];
  if (!isPossibleBirth(birth)) return ['/fields/birth: date'];
  const firstKnown = birth.precision === 'estimated' ? birth.recordedOn : birthBounds(birth)?.earliest;
  return firstKnown !== undefined && firstKnown > today ? ['/fields/birth: future'] : [];
}

/**
 * The act of having observed something. A field without a base is based on what is current now: who is online writes
 * over what the screen shows, who was offline says what was seen.
 */
export const observation = (childId: ChildId, observed: Observed, current: Versions, base: Versions = {}): NewOperation => {
  const changed = fieldNames.filter((name) => observed.fields[name] !== undefined);
  return {
    kind: observedKind,
    childId,
    body: observed,
    base: Object.fromEntries(changed.flatMap((name) => {
      const version = base[name] ?? current[name];
      return version === undefined ? [] : [[name, version]];
    })),
  };
};

/** Refuses with `input-invalid`: nothing observed, or a value that cannot be. */
export function decideObservation(
  state: Pick<ProfileState, 'versions'>,
  input: Observed & { childId: ChildId; base?: Versions },
  now: Instant,
): Result<Decision<{ fields: FieldName[] }>> {
  const { childId, base, fields, source, sourceNote } = input;
  const changed = fieldNames.filter((name) => fields[name] !== undefined);
  if (changed.length === 0) return refuse('input-invalid', { fields: ['/fields: minProperties'] });
  const problems = profileProblems(fields, dayOf(now));
  if (problems.length > 0) return refuse('input-invalid', { fields: problems });
  const observed: Observed = { fields, source, ...(sourceNote === undefined ? {} : { sourceNote }) };
  return succeed({ operations: [observation(childId, observed, state.versions, base)], output: { fields: changed } });
}

/**
 * Decides between the answers to one field. Refuses with `input-invalid` (a value the field cannot have) and
 * `state-changed` (an answer named is not there or not current any more).
 */
export function decideSettlement(
  state: ProfileState,
  input: { childId: ChildId; field: FieldName; value: unknown; settles: Uuid[]; reason: string },
  now: Instant,
): Result<Decision<Record<never, never>>> {
  const { childId, field, value, settles, reason } = input;
  if (!Check(Profile.properties[field], value)) return refuse('input-invalid', { fields: ['/value: form'] });
  const fields = { [field]: value } as PartialProfile;
  const problems = profileProblems(fields, dayOf(now));
  if (problems.length > 0) return refuse('input-invalid', { fields: problems });
  const standing = new Set((state.provenance[field] ?? []).filter((answer) => answer.standing !== 'replaced').map((answer) => answer.operationId));
  if (!settles.every((operationId) => standing.has(operationId))) return refuse('state-changed', { field });
  const body: Settled = { field, fields, settles, reason };
  return succeed({ operations: [{ kind: settledKind, childId, body }], output: {} });
}
