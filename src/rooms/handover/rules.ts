/**
 * The pure kernel of custody/1: who is responsible for which child, and how that moves between sovereign nodes.
 * `decideCustody` takes what people and timers ask, `receiveMessage` what other nodes say, `restoreNode` a node that
 * starts from an old copy; `outboxOf` derives what must be sent, `changesBetween` what must be saved. No clock, no
 * chance, no network. `test/model` explores these very functions exhaustively.
 */
export { changesBetween, type CustodyChanges } from './rules/changes.ts';
export type { CustodyCommand } from './rules/commands.ts';
export { decideCustody } from './rules/decide.ts';
export type { CommittedMember, Message, MessageOf, MessageType } from './rules/messages.ts';
export { nextReceiver } from './rules/offers.ts';
export { outboxOf, type OutboxEntry } from './rules/outbox.ts';
export { findCustodian, hasAuthority, isAnswerable, isIntakeSafe, witnessesWanted } from './rules/queries.ts';
export { witnessesFor } from './rules/witnesses.ts';
export { receiveMessage, type Reception, type ReceptionRefusal } from './rules/receive.ts';
export { admitPeer, restoreNode, retirePeer, supersede } from './rules/recovery.ts';
export { seedsOf, sliceOf, type SliceSeeds } from './rules/slice.ts';
export {
  declineReasons, emptyState, forcedDeclineReasons, includesChild, isLive, isReleased, rowsOf,
  type CustodyRecord, type CustodyState, type DeclineReason, type Ending, type GroupMember, type HandoverMode,
  type Incoming, type IncomingStatus, type Intake, type NodeMode, type Outgoing, type OutgoingStatus, type PeerRecord,
} from './rules/state.ts';
export { handoverShapes } from './rules/shapes.ts';
export { learnOfLost, learnSuccession, type Successor as SuccessorWord } from './rules/succession.ts';
export { isCrossBorderReturn } from './rules/returning.ts';
export { destroyedParts, remainingParts } from './rules/erasure.ts';
export { isEndingReason } from './rules/endings.ts';
export { operationsOfStep, type StepDetails } from './rules/steps.ts';
export { allRules, type Rule, type RuleSwitches } from './rules/switches.ts';
export { whyNotWhileLeaving } from './rules/leaving.ts';
