/** The pure rules of the governance room that others follow. */
export { factWithheldKind, filterOperations, isWithheld, type OperationShape, type OperationShapes } from './rules/filter.ts';
export { onwardJudge, type OnwardJudge } from './rules/onward.ts';
export { consularLock, type LockFacts } from './rules/locks.ts';
export { isActive, whyWithheld, type Flow } from './rules/policy.ts';
