/** The pure rules of the case room, by what they answer. */
export { isNeed, isRisk, presentCodes,  } from './rules/concerns.ts';
export { consentGaps,  } from './rules/consent.ts';
;
;
export { startDeadlines } from './rules/deadlines.ts';
export type { OpenFile } from './rules/decide-record.ts';
export { act, type CaseBodies,  } from './rules/operations.ts';
export { canReadAttachment, canWriteNote } from './rules/readers.ts';
export { arrivalOperations, decideReceive,  } from './rules/receive.ts';
export { caseShapes } from './rules/shapes.ts';
export { compareUrgency, suggestUrgency, type Suggestion,  } from './rules/urgency.ts';
