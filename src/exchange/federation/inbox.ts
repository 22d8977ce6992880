import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { addMilliseconds, type Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { unlessDeadlocked } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import { hearIncarnation } from '#rooms/handover/index.ts';
import { requireAgreement } from './agreement-check.ts';
import { apply, type Applied } from './apply.ts';
import { buildReceipt, openEnvelope, type Envelope } from './envelope/index.ts';
import { childrenOf } from './envelope-children.ts';
import { sealLetter } from './letter.ts';
import type { Engine, FederationParts } from './ports.ts';
import { queue } from './queue.ts';
import { checkPosition, pauseAfter } from './rules.ts';
import { inNodeTransaction, signersOf } from './signers.ts';
import { inboxContext } from './words.ts';
import { countParked, findReceipt, isPassing, lockLink, noteHeard, noteLateKey, park, receivedAround, resetPauses, store, type InboxRow } from './store.ts';

export interface Arrival {
  readonly jws: string;
  readonly via: InboxRow['via'];
  /** Who handed it over, where that is proven apart from the message itself (the signed request). */
  readonly from: NodeId | null;
  /** The name under which it was handed over (`Idempotency-Key`), if any: must be the message's own. */
  readonly mid?: string;
  /** The key of ours that it was sealed to on the way. */
  readonly sealedTo: string;
}

export interface Accepted {
  readonly mid: string;
  readonly receipt: string;
  readonly isDuplicate: boolean;
  readonly childIds: readonly ChildId[];
}

/**
 * Takes in one message. In this order, each with its own refusal and nothing changed: proof and form (`too-large`,
 * `message-malformed`, `unknown-sender`, `signature-invalid`, `message-not-for-us`), known already (the same receipt again), place
 * on the line (`message-old`), agreement (`no-agreement`). Then, in one transaction: stored, applied, answered with a
 * signed receipt. A message that cannot be applied is kept and parked, unless so many of this peer are already (`inbox-full`: it comes again).
 * `recovering` and `superseded` come from the room.
 */
export async function acceptMessage(parts: Engine, arrival: Arrival): Promise<Result<Accepted>> {
  const { node } = parts;
  const opened = await inNodeTransaction(parts, (unit) => openEnvelope(arrival.jws, { self: node.nodeId, findSigner: signersOf(unit), now: unit.now }));
  if (!opened.ok) return opened;
  const { envelope } = opened.value;
  if (arrival.from !== null && arrival.from !== envelope.from) return refuse('unknown-sender', { reason: 'other-sender', node: arrival.from });
  if (arrival.mid !== undefined && arrival.mid !== envelope.mid) return refuse('message-malformed', { reason: 'idempotency-key' });
  let recorded: Operation[] = [];
  try {
    const accepted = await unlessDeadlocked(() => {
      recorded = [];
      return inNodeTransaction(parts, (unit) => accept(parts, unit, envelope, arrival, recorded));
    });
    if (recorded.length > 0) node.onRecorded(recorded);
    if (accepted.ok) parts.onAccepted(accepted.value.childIds);
    return accepted;
  } catch (error) {
    if (!isPassing(error)) throw error;
    return refuse(/^(53100|ENOSPC)$/.test(String((error as { code?: unknown }).code)) ? 'disk-full' : 'state-changed');
  }
}

async function accept(parts: Engine, unit: UnitOfWork, envelope: Envelope, arrival: Arrival, recorded: Operation[]): Promise<Result<Accepted>> {
  const childIds = childrenOf(envelope);
  const peer = await getActivePeer(unit, envelope.from);
  if (!peer.ok) return peer;
  const link = await lockLink(unit.transaction, envelope.from);
  const known = await findReceipt(unit.transaction, envelope.mid);
  if (known !== null) {
    await noteHeard(unit.transaction, envelope.from, { at: unit.now });
    // a node in recovery asks until it is content: what is known here may have become more, or complete
    if (envelope.typ === 'SYNC') await queue(parts, unit, (await apply(parts, unit, envelope, arrival.jws)).answers, true);
    return succeed({ mid: envelope.mid, receipt: known, isDuplicate: true, childIds });
  }
  const around = await receivedAround(unit.transaction, envelope.from, envelope.inc, envelope.tinc, envelope.seq);
  const line = { ...around, ownIncarnation: parts.incarnation.current(), fence: Math.max(link.incarnation, peer.value.fencedIncarnation) };
  const { mid, inc, tinc, seq, prevMid } = envelope;
  const inOrder = checkPosition(line, { mid, incarnation: inc, addresseeIncarnation: tinc, sequence: seq, previousMid: prevMid }, envelope.typ === 'SYNC');
  if (!inOrder.ok) return inOrder;
  const covered = await requireAgreement(unit, envelope);
  if (!covered.ok) return covered;

  const applied = await apply(parts, unit, envelope, arrival.jws);
  recorded.push(...applied.recorded);
  if (applied.refusal) return { ok: false, problem: applied.refusal };
  // of one that would only be kept nothing was written: its sender keeps it as well, and comes again
  const isOnlyKept = applied.problem !== null && applied.recorded.length === 0;
  if (isOnlyKept && (await countParked(unit.transaction, envelope.from)) >= parts.limits.parked) return refuse('inbox-full', { limit: parts.limits.parked });
  if (inc > link.incarnation) recorded.push(...(await hearIncarnation(unit, envelope.from, inc)));
  const receipt = await storeWithReceipt(unit, envelope, arrival, childIds, Math.max(around.lastSequence, seq), around.lastSequence > seq ? around.lastMid : mid);
  await settle(parts, unit, envelope, applied);
  return succeed({ mid, receipt, isDuplicate: false, childIds });
}

async function storeWithReceipt(unit: UnitOfWork, envelope: Envelope, { jws, via, sealedTo }: Arrival, childIds: readonly ChildId[], headSequence: number, headMid: string | null): Promise<string> {
  const { mid, from, inc, tinc, seq, typ, hid, sentAt } = envelope;
  const receipt = await buildReceipt(unit.node.vault, { to: from, mid, seq, inboxHead: { inc, seq: headSequence, mid: headMid }, receivedAt: unit.now });
  await store(unit.transaction, {
    mid, peer: from, incarnation: inc, own_incarnation: tinc, sequence: seq, type: typ, handover_id: hid ?? null, child_ids: [...childIds],
    sealed: await sealLetter(unit, childIds, jws, inboxContext), sent_at: sentAt, received_at: unit.now, via, receipt,
  });
  if (sealedTo !== unit.node.vault.sealingKeyInUse()) await noteLateKey(unit.transaction, sealedTo, unit.now);
  return receipt;
}

/** What follows from a message that is stored: parked with its cause or answered, and the line is alive. */
async function settle(parts: FederationParts, unit: UnitOfWork, { mid, from, inc }: Envelope, applied: Applied): Promise<void> {
  if (applied.problem) await park(unit.transaction, mid, applied.problem, unit.now, nextAttempt(unit, 1));
  await queue(parts, unit, applied.answers, true);
  await noteHeard(unit.transaction, from, { at: unit.now, incarnation: inc });
  await resetPauses(unit.transaction, from, unit.now);
}

/** When a parked message is tried again. */
export const nextAttempt = (unit: UnitOfWork, attempts: number): Instant => addMilliseconds(unit.now, pauseAfter(attempts, unit.node.randomBytes(1)[0]!));

