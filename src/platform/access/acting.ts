import type { NewOperation, Operation } from '#kernel/operation.ts';
import type { Instant } from '#kernel/instant.ts';
import { nodeScope, transact } from '../db/transact.ts';
import { record } from '../ledger/record.ts';
import { unitOf } from '../ledger/verb.ts';
import type { Caller, NodeServices, UnitOfWork } from '../services.ts';
import { isSessionOpen, steppedUpUntil } from './rules/session.ts';
import { namesOf } from './store/accounts.ts';
import { timesOf, type SessionOfAccount } from './store/sessions.ts';

/** The node itself: acts while nobody is signed in yet. */
export const nodeCaller = (node: NodeServices): Caller => ({
  kind: 'node',
  actor: node.nodeId,
  workerId: null,
  displayName: node.settings.name,
  roles: [],
  teamIds: [],
  deviceId: node.nodeId,
  hasSteppedUp: false,
  purpose: null,
  requestId: null,
});

/** Whether a session counts now: open, and its account not disabled. */
export const isUsable = (session: SessionOfAccount, now: Instant): boolean => session.status === 'active' && isSessionOpen(timesOf(session), now);

/** The worker of a session. With a password that must be changed first there is no role, so no verb is allowed. */
export const callerOf = (node: NodeServices, session: SessionOfAccount, now: Instant): Caller => ({
  kind: 'worker',
  actor: session.account_id,
  workerId: session.account_id,
  displayName: namesOf(node, session).displayName,
  roles: session.must_change_password ? [] : session.roles,
  teamIds: session.must_change_password ? [] : session.team_ids,
  deviceId: session.device_id,
  hasSteppedUp: steppedUpUntil(timesOf(session), now) !== null,
  purpose: null,
  requestId: null,
});

export interface Outcome<T> {
  readonly operations: readonly NewOperation[];
  readonly value: T;
  /** Whose act it turned out to be, when nobody was known at its beginning. */
  readonly by?: Caller;
}

/**
 * One transaction of the sign-in, under the node's own scope since nobody is signed in yet or the session itself
 * changes. A refusal is a value here, not an end: a failure is recorded too.
 */
export async function act<T>(node: NodeServices, caller: Caller, work: (unit: UnitOfWork) => Promise<Outcome<T>>): Promise<T> {
  let recorded: Operation[] = [];
  const value = await transact(node.database, nodeScope(node.clock.now()), async (transaction) => {
    const unit = unitOf(node, transaction, caller);
    const outcome = await work(unit);
    recorded = await record({ ...unit, caller: outcome.by ?? caller }, outcome.operations);
    return outcome.value;
  });
  if (recorded.length > 0) node.onRecorded(recorded);
  return value;
}
