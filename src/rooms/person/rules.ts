/** The pure rules of the person room, by what they answer. */
export { accompanimentOf, birthBounds, birthOf, codedFactsOf, companyOf, displayNameOf, identifiersOf, initialsOf, toSearchRecord, valueOfField, type CodedFacts } from './rules/facts.ts';
export { isRealDay } from './rules/days.ts';
export { decideObservation, decideSettlement, observation, profileProblems } from './rules/decide.ts';
export { comparable, isUnanswered, mergeStatements, type MergedField, type Standing, type Statement } from './rules/merge.ts';
export { entryOf, foldProfile, observedKind, personShapes, profileViewOf, settledKind, type PersonEntry, type ProfileState } from './rules/profile.ts';
export { hasWithheld, withoutWithheld } from './rules/withheld.ts';
