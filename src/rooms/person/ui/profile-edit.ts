import type { FormError } from '#web/kit/error-summary.tsx';
import { nameParts, type Names } from '#web/kit/name-fields.tsx';
import { isUnanswered } from '#web/kit/answerable.tsx';
import { valueOfField } from '../rules.ts';
import { fieldNames, type FieldName, type PartialProfile } from '../schema.ts';

/** What every part of the profile form takes: the whole profile, of which it changes its own fields. */
export interface ProfilePartProps {
  readonly value: PartialProfile;
  readonly onChange: (value: PartialProfile) => void;
  readonly errors?: readonly FormError[];
}

/** A profile with one field set, or without it. */
export function withField<Name extends FieldName>(profile: PartialProfile, name: Name, value: PartialProfile[Name] | undefined): PartialProfile {
  const { [name]: _, ...others } = profile;
  return value === undefined ? others : { ...others, [name]: value };
}

/** The name boxes of a profile: what was answered, part by part. */
export const namesIn = (profile: PartialProfile): Names =>
  Object.fromEntries(nameParts.flatMap((part) => {
    const known = valueOfField(profile, part);
    return known === undefined ? [] : [[part, known]];
  }));

/** A profile with other names; a part that is emptied is not answered any more. */
export const withNames = (profile: PartialProfile, names: Names): PartialProfile =>
  nameParts.reduce((changed, part) => {
    const kept = names[part] === undefined && valueOfField(profile, part) === undefined;
    return kept ? changed : withField(changed, part, names[part]);
  }, profile);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Of a list that merges by `id`, the members that are new or different; any other value as it is. */
function newMembers(before: unknown, after: unknown): unknown {
  if (!Array.isArray(after) || !after.every((member) => typeof member === 'object' && 'id' in member)) return after;
  return after.filter((member) => !(Array.isArray(before) && before.some((known) => isSame(known, member))));
}

/** The fields in which a form differs from what was on the screen: only those are sent, so that nothing else is overwritten. */
export const changedFields = (before: PartialProfile, after: PartialProfile): PartialProfile =>
  Object.fromEntries(fieldNames.filter((name) => after[name] !== undefined && !isSame(before[name], after[name])).map((name) => [name, newMembers(before[name], after[name])]));

/** Text without blanks around it, and no field that is only blanks. */
export function trimmed(profile: PartialProfile): PartialProfile {
  const entries = Object.entries(profile).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** List fields from which the form took something away: a new observation only adds, so these need a decision. */
export const shortenedFields = (before: PartialProfile, after: PartialProfile): ('nationalities' | 'languages')[] =>
  (['nationalities', 'languages'] as const).filter((name) => {
    const kept = after[name];
    return kept === undefined ? before[name] !== undefined : (valueOfField(before, name) ?? []).some((code) => isUnanswered(kept) || !kept.includes(code));
  });
