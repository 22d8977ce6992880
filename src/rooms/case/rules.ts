/** The pure rules of the case room, by what they answer. */
export { isNeed, isRisk, presentCodes, type ConcernState } from './rules/concerns.ts';
export { consentGaps, type ConsentGap } from './rules/consent.ts';
export type { Law } from './rules/deadlines.ts';
export type { CaseState } from './rules/fold.ts';
export { act, type CaseBodies, type CaseKind } from './rules/operations.ts';
export { canReadAttachment, canWriteNote } from './rules/readers.ts';
export { arrivalOperations, isSupervisory } from './rules/receive.ts';
export { caseShapes } from './rules/shapes.ts';
export { compareUrgency, suggestUrgency, type Suggestion, type UrgencyFacts } from './rules/urgency.ts';
