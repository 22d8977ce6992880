/** The pure rules of the case room, by what they answer. */
export { foldConcerns, isNeed, isRisk, presentCodes, type ConcernAnswer, type ConcernState } from './rules/concerns.ts';
export { consentGaps, type ConsentGap } from './rules/consent.ts';
export { happeningsAtIntake, startDeadlines, type Happening, type Law } from './rules/deadlines.ts';
export { consentsOf, foldCase, type CaseState } from './rules/fold.ts';
export { act, caseEntryOf, type CaseBodies, type CaseEntry, type CaseKind, type StartedDeadline } from './rules/operations.ts';
export { canReadAttachment, canReadConcern, canReadNote, canWriteNote, noteReaders, type Reader } from './rules/readers.ts';
export { arrivalOperations, decideReceive, isSupervisory, suggestionFor } from './rules/receive.ts';
export { timelineEntryOf, timelineOf } from './rules/timeline.ts';
export { compareUrgency, suggestUrgency, type Suggestion, type UrgencyFacts } from './rules/urgency.ts';
export { caseShapes } from './rules/shapes.ts';
