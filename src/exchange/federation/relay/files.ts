import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { findPeer, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { completeWanted, keepPart } from '../files-in.ts';
import { partFor } from '../files-out.ts';
import type { Engine } from '../ports.ts';
import { largestAsk, type FileAsk, type GivenPart } from '../post.ts';
import { askPeer, randomName } from '../request.ts';
import { smallerPart } from '../rules.ts';
import { inNodeTransaction } from '../signers.ts';
import { bytesHere, findWanted, learnPartSize, partSizeOf, saveFileAttempt } from '../store.ts';
import { leaveWithRelay } from './leave.ts';

/*
 * Photos and documents of a node that nobody can reach: whoever wants one leaves a question with the relay and says from which byte on;
 * the answer comes the same way, or straight to who can be reached. Each part is sealed to the asker and signed, as over the line.
 */

/** Answers what a peer asked for in a parcel, as far as it was offered to it; what was not is passed over. */
export async function answerAsks(parts: Engine, from: NodeId, asks: readonly FileAsk[]): Promise<void> {
  const peer = await inNodeTransaction(parts, (unit) => getActivePeer(unit, from));
  if (!peer.ok) return;
  for (const ask of asks) {
    if (peer.value.card.relays) await leaveParts(parts, peer.value, ask);
    else await pushParts(parts, peer.value, ask);
  }
}

/** Cuts what was asked for into parts. @param size bytes of each */
async function partsOf(parts: Engine, peer: TrustedPeer, { hash, from, token }: FileAsk, size: number, until: number): Promise<GivenPart[]> {
  const given: GivenPart[] = [];
  for (let at = from; at < until; at += size) {
    const part = await partFor(parts, peer, { hash, from: at, size: Math.min(size, until - at) }, token);
    if (!part.ok) break;
    given.push({ hash, from: at, ...part.value });
  }
  return given;
}

async function leaveParts(parts: Engine, peer: TrustedPeer, ask: FileAsk): Promise<void> {
  const given = await partsOf(parts, peer, ask, largestAsk / 2, ask.from + largestAsk);
  if (given.length > 0) await leaveWithRelay(parts, peer, `file ${ask.hash} ${ask.from}`, { messages: [], receipts: [], parts: given });
}

/** One part after the other, as large as the line carries. */
async function pushParts(parts: Engine, peer: TrustedPeer, ask: FileAsk): Promise<void> {
  let size = await inNodeTransaction(parts, ({ transaction }) => partSizeOf(transaction, peer.nodeId));
  for (let at = ask.from; at < ask.from + largestAsk;) {
    const [given] = await partsOf(parts, peer, { ...ask, from: at }, size, at + size);
    if (!given) return;
    const request = { method: 'POST', path: '/fed/1/file-parts', body: JSON.stringify({ parts: [given] }), contentType: 'application/json', idempotencyKey: randomName(parts) } as const;
    const answer = await askPeer(parts, peer.card, request);
    const smaller = answer.ok || answer.problem.code !== 'peer-unreachable' ? null : smallerPart(size, answer.problem.details['reason']);
    if (smaller !== null) await inNodeTransaction(parts, ({ transaction }) => learnPartSize(transaction, peer.nodeId, (size = smaller)));
    else if (!answer.ok) return;
    else at += size;
  }
}

/** Takes parts that came with a parcel or were pushed: those that follow on what is here. What is still missing is asked for at once. Refuses as `keepPart` for the first that is none. */
export async function takeGivenParts(parts: Engine, from: NodeId, given: readonly GivenPart[]): Promise<Result<true>> {
  const peer = await inNodeTransaction(parts, (unit) => findPeer(unit.transaction, from));
  if (!peer) return refuse('unknown-sender', { reason: 'unknown' });
  for (const part of given) {
    const [file, have] = await inNodeTransaction(parts, async ({ transaction }) => [await findWanted(transaction, from, part.hash), await bytesHere(transaction, { peer: from, hash: part.hash })] as const);
    if (!file || part.from !== have) continue;
    const kept = await keepPart(parts, peer, file, have, part);
    if (!kept.ok) return kept;
    if (have + kept.value.length >= kept.value.total) await completeWanted(parts, file);
    else await inNodeTransaction(parts, ({ transaction, now }) => saveFileAttempt(transaction, { ...file, attempts: 0 }, null, now));
  }
  return succeed(true);
}
