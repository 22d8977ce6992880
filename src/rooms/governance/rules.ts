/** The pure rules of the governance room, by what they answer. */
export { otherParty, recordDocument, viewOf, whyNotConclude, withReplacements } from './rules/agreements.ts';
export { factWithheldKind, filterFields, filterOperations, isWithheld, type OperationShape, type OperationShapes, type Withheld } from './rules/filter.ts';
export { consularLock, isStateBody, type LockFacts, type Receiver } from './rules/locks.ts';
export { addPeer, changeCard, changeStatus, isSameFingerprint, type Addition, type VerifiedCard } from './rules/peers.ts';
export { covers, isActive, mayExchange, mayFlow, whyWithheld, withheldReasons, type Flow, type FlowField, type FlowMoment, type WithheldReason } from './rules/policy.ts';
