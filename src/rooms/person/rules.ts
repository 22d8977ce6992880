/** The pure rules of the person room, by what they answer. */
export { isRealDay } from './rules/days.ts';
export { observation, profileProblems } from './rules/decide.ts';
export { accompanimentOf, birthOf, codedFactsOf, companyOf, displayNameOf, identifiersOf, initialsOf, toSearchRecord, valueOfField } from './rules/facts.ts';
export { isSameValue, isUnanswered, mergeStatements, type Standing, type Statement } from './rules/merge.ts';
export { entryOf,  personShapes, profileViewOf, type PersonEntry, type ProfileState } from './rules/profile.ts';
export { hasWithheld, withoutWithheld } from './rules/withheld.ts';
