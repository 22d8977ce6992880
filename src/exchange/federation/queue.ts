import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { cardPort } from './card-port.ts';
import { fillCommit, fillFileCopy } from './case-file/compose.ts';
import { buildEnvelope, countersign, type BodyOf, type Letter } from './envelope/index.ts';
import { custodyPort } from './custody/port.ts';
import { sealLetter } from './letter.ts';
import type { DueAck, DueCommit, DueFileCopy, DueMessage, FederationParts } from './ports.ts';
import { inNodeTransaction } from './signers.ts';
import { caseFileState, inSavepoint, insertItem, isPassing, itemName, knownItems, lastPlace, lockLink, setObsolete, takePlace } from './store.ts';

/** Where the text of a message on the work sheet is sealed for. */
export const sentContext = 'federation.sent';

/**
 * Derives from the state of the rooms what is owed (R13) and brings the work sheet in line with it: what is new gets its
 * place on the line and is signed; what is owed no more is marked. Run after every commit and at start: a work sheet that
 * was lost is written again. Two transactions: a room that puts something on record while it derives must not hold the
 * ledger while the lines are locked; what changes in between is found by the next derivation.
 * @param childIds only what is about these children; everything when left out
 */
export async function queueDue(parts: FederationParts, childIds?: readonly ChildId[]): Promise<void> {
  const { owed, isComplete } = await inNodeTransaction(parts, (unit) => derive(parts, unit, childIds));
  await inNodeTransaction(parts, async (unit) => {
    const known = await knownItems(unit.transaction, childIds === undefined ? null : { childIds, keys: [...owed.values()].map(({ key }) => key) });
    // lines before items, and in one order, as when messages come in
    const peers = new Set([...[...owed.values()].map(({ to }) => to), ...[...known.values()].map(({ peer }) => peer)]);
    for (const peer of [...peers].sort()) await lockLink(unit.transaction, peer);
    for (const [name, item] of known) {
      if (isComplete && !owed.has(name) && !item.isAnswer && !item.isObsolete) await setObsolete(unit.transaction, item, unit.now);
      if (owed.has(name) && item.isObsolete) await setObsolete(unit.transaction, item, null);
    }
    await queue(parts, unit, [...owed.values()].filter((due) => !known.get(itemName(due.to, due.key))?.isWritten), false);
  });
}

interface Derived {
  readonly owed: ReadonlyMap<string, DueMessage>;
  /** False when a room failed: then nothing is known to be owed no more. */
  readonly isComplete: boolean;
}

/** Asks every room; one that fails must not keep the others' messages from leaving. */
async function derive(parts: FederationParts, unit: UnitOfWork, childIds: readonly ChildId[] | undefined): Promise<Derived> {
  const owed = new Map<string, DueMessage>();
  let isComplete = true;
  const mode = await nodeMode(unit);
  for (const port of parts.ports) {
    // in recovery only the questions of custody leave, and a new card; a locked machine is silent
    if (mode === 'superseded' || (mode === 'recovering' && port !== custodyPort && port !== cardPort)) continue;
    try {
      const due = await inSavepoint(unit.transaction, () => port.dueMessages(unit, childIds));
      for (const message of due) owed.set(itemName(message.to, message.key), message);
    } catch (error) {
      if (isPassing(error)) throw error;
      parts.onFailure(error);
      isComplete = false;
    }
  }
  return { owed, isComplete };
}

/** Puts messages on the work sheet, peer by peer in one order, so that two transactions never wait for each other. */
export async function queue(parts: FederationParts, unit: UnitOfWork, messages: readonly DueMessage[], isAnswer: boolean): Promise<void> {
  for (const peer of [...new Set(messages.map((due) => due.to))].sort()) {
    const trusted = await getActivePeer(unit, peer);
    // what is owed to a suspended peer stays owed: the next derivation after it is resumed finds it
    if (trusted.ok) for (const due of messages.filter(({ to }) => to === peer)) await queueOne(parts, unit, trusted.value, due, isAnswer);
  }
}

async function queueOne(parts: FederationParts, unit: UnitOfWork, peer: TrustedPeer, due: DueMessage, isAnswer: boolean): Promise<void> {
  const link = await lockLink(unit.transaction, peer.nodeId);
  const { ours, theirs } = due.incarnations ?? { ours: parts.incarnation.current(), theirs: link.incarnation };
  const line = { peer: peer.nodeId, incarnation: ours, peerIncarnation: theirs };
  const last = await lastPlace(unit.transaction, line);
  const row = {
    peer: peer.nodeId, key: due.key, incarnation: ours, peer_incarnation: theirs, type: due.typ, handover_id: due.handoverId ?? null, child_ids: [...due.childIds],
    until: due.resentUntil, is_answer: isAnswer, created_at: unit.now, attempts: 0, next_at: unit.now, last_tried_at: null, receipt: null, receipt_at: null, obsolete_at: null,
  };
  try {
    const letter = {
      typ: due.typ, to: peer.nodeId, inc: ours, tinc: theirs, seq: last.sequence + 1, prevMid: last.mid, sentAt: unit.now,
      ...(due.handoverId === undefined ? {} : { hid: due.handoverId }), body: await bodyOf(parts, unit, peer, due),
    } as Letter;
    const { mid, jws } = await buildEnvelope(unit.node.vault, letter);
    const sealed = await sealLetter(unit, due.childIds, jws, sentContext);
    if (await insertItem(unit.transaction, { ...row, mid, sequence: letter.seq, sealed, problem: null })) await takePlace(unit.transaction, line, letter.seq, mid);
  } catch (error) {
    // one message that cannot be written must not keep the others from leaving: it stands in the list with its cause
    if (isPassing(error) || (error as { code?: unknown }).code !== undefined) throw error;
    await insertItem(unit.transaction, { ...row, mid: null, sequence: null, sealed: null, problem: { code: 'message-malformed', details: { reason: 'not-written', type: due.typ } } });
  }
}

/** Adds to a message what custody leaves to the wire. */
async function bodyOf(parts: FederationParts, unit: UnitOfWork, peer: TrustedPeer, due: DueMessage): Promise<BodyOf<DueMessage['typ']>> {
  const body = typeof due.body === 'function' ? await due.body(unit) : due.body;
  if (due.typ === 'COMMIT') return fillCommit(parts, unit, peer, body as DueCommit);
  if (due.typ === 'FILE_COPY') return fillFileCopy(parts, unit, peer, body as DueFileCopy);
  if (due.typ === 'ACK') return fillAck(unit, due.handoverId!, body as DueAck);
  return body as BodyOf<DueMessage['typ']>;
}

async function fillAck(unit: UnitOfWork, handoverId: string, due: DueAck): Promise<BodyOf<'ACK'>> {
  const group: BodyOf<'ACK'>['group'] = [];
  for (const member of due.group) {
    group.push({ ...member, caseFile: (await caseFileState(unit.transaction, member.cid, member.blockHash)) ?? 'pending' });
  }
  return { group, contact: due.contact, countersignature: await countersign(unit.node.vault, handoverId, due.group.map(({ blockHash }) => blockHash)) };
}
