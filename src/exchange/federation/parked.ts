import type { Operation } from '#kernel/operation.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { apply } from './apply.ts';
import { openEnvelope } from './envelope/index.ts';
import { nextAttempt } from './inbox.ts';
import { openLetter } from './letter.ts';
import type { FederationParts } from './ports.ts';
import { queue } from './queue.ts';
import { inNodeTransaction, signersOf } from './signers.ts';
import { inboxContext } from './words.ts';
import { dueParked, findParked, lockLink, park, resolveParked, type ParkedMessage } from './store.ts';

/**
 * Tries parked messages again: those whose time has come, or all of them when a person asks or the program was changed.
 * @returns how many are settled now
 */
export async function retryParked(parts: FederationParts, isEvery: boolean): Promise<number> {
  const due = await inNodeTransaction(parts, (unit) => dueParked(unit.transaction, unit.now, isEvery));
  let settled = 0;
  for (const { mid, peer } of due) {
    const recorded: Operation[] = [];
    const isSettled = await inNodeTransaction(parts, async (unit) => {
      // the same order of locks as when a message comes in
      await lockLink(unit.transaction, peer);
      const message = await findParked(unit.transaction, mid);
      return message !== null && retry(parts, unit, message, recorded);
    });
    if (isSettled) settled++;
    if (recorded.length > 0) parts.node.onRecorded(recorded);
  }
  return settled;
}

async function retry(parts: FederationParts, unit: UnitOfWork, message: ParkedMessage, recorded: Operation[]): Promise<boolean> {
  const jws = await openLetter(unit, message.child_ids, message.sealed, inboxContext);
  // its child was erased: there is nothing left to apply
  if (!jws.ok) return settle(unit, message);
  const opened = await openEnvelope(jws.value, { self: unit.node.nodeId, findSigner: signersOf(unit), now: message.received_at });
  // its key was revoked since, and it is none of the messages that were still the peer's own: void
  if (!opened.ok && opened.problem.details['reason'] === 'key-revoked') return settle(unit, message);
  if (!opened.ok) throw new Error(`a stored message cannot be read: ${opened.problem.code}`);
  const applied = await apply(parts, unit, opened.value.envelope, jws.value);
  recorded.push(...applied.recorded);
  const problem = applied.problem ?? applied.refusal;
  await queue(parts, unit, applied.answers, true);
  if (problem === null) return settle(unit, message);
  await park(unit.transaction, message.mid, problem, unit.now, nextAttempt(unit, message.attempts + 1));
  return false;
}

async function settle(unit: UnitOfWork, message: ParkedMessage): Promise<true> {
  await resolveParked(unit.transaction, message.mid, unit.now);
  return true;
}
