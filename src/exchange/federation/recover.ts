import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { actsForRoot, findLeaving, listKeptPeers, listActivePeers, restorePeers, type TrustedPeer } from '#rooms/governance/index.ts';
import { alignPeers, beginRecovery, lockSuperseded, nodeStanding } from '#rooms/handover/index.ts';
import { eraseNoted } from './erasures.ts';
import { buildStanding, openStanding, type Standing } from './envelope/index.ts';
import type { FederationParts } from './ports.ts';
import { askAcquainted } from './introduce.ts';
import { parsedObject, randomName } from './request.ts';
import { inNodeTransaction, recordAsNode, signersOf } from './signers.ts';
import { linesFrom, lastPlace, lockLink, wantCopies } from './store.ts';

/*
 * How a node notices that it was set back in time, without an operator (custody/1 section 7.6): at its start by the number that
 * stands outside the database, and at every contact by what its peers know of it. Nothing but a signed word counts.
 */

/** @returns whether anything was put on record */
async function hasRecorded(parts: FederationParts, work: (unit: UnitOfWork) => Promise<Operation[]>): Promise<boolean> {
  const recorded = await recordAsNode(parts, async (unit) => succeed(await work(unit)));
  return recorded.ok && recorded.value.length > 0;
}

/** From now on this node asks its peers and moves nothing. @param noticedAt the incarnation that was set back */
export const recover = (parts: FederationParts, noticedAt: number): Promise<boolean> =>
  hasRecorded(parts, async (unit) => {
    if ((await nodeStanding(unit)).incarnation !== noticedAt) return [];
    const trusted = await restorePeers(unit, parts.peerBook.read());
    await alignPeers(unit);
    const erased = await eraseNoted(parts, unit);
    const recorded = [...trusted, ...erased, ...(await beginRecovery(unit, noticedAt, parts.incarnation.raise))];
    if (recorded.length > 0) for (const { nodeId } of (await nodeStanding(unit)).peers) await wantCopies(unit.transaction, nodeId, parts.incarnation.current(), unit.now);
    return recorded;
  });

/** Locks this machine: a newer incarnation of the node exists. */
const lock = (parts: FederationParts, noticedAt: number): Promise<boolean> => hasRecorded(parts, (unit) => lockSuperseded(unit, noticedAt));

/**
 * At start: the database and the number outside it must say the same. Where they do not, this database is a copy from
 * another time (a restore, a clone, or the file was lost): a new incarnation above both is taken up.
 * @returns whether a recovery has begun
 */
export async function alignIncarnation(parts: FederationParts): Promise<boolean> {
  const { incarnation } = await inNodeTransaction(parts, nodeStanding);
  return parts.incarnation.current() === incarnation ? false : recover(parts, incarnation);
}

/** Notes beside the keys whom this node trusts by now; whom only the note knows stays in it, for this database may be an older one. */
export async function keepPeers(parts: FederationParts): Promise<void> {
  const trusted = await inNodeTransaction(parts, ({ transaction }) => listKeptPeers(transaction));
  const known = new Set(trusted.map(({ nodeId }) => nodeId));
  parts.peerBook.write([...trusted, ...parts.peerBook.read().filter(({ nodeId }) => !known.has(nodeId))]);
}

/** Answers a peer how this node knows it. */
export async function answerStanding(unit: UnitOfWork, peer: TrustedPeer, asked: string): Promise<string> {
  const link = await lockLink(unit.transaction, peer.nodeId);
  const lines = await linesFrom(unit.transaction, peer.nodeId);
  return buildStanding(unit.node.vault, { to: peer.nodeId, asked, incarnation: Math.max(link.incarnation, peer.fencedIncarnation), lines, isGone: peer.status === 'decommissioned', at: unit.now });
}

/** Asks one peer how it knows this node, and acts on the answer. Refuses what `askPeer` refuses. */
export async function checkStanding(parts: FederationParts, peer: TrustedPeer): Promise<Result<'same' | 'recovering' | 'superseded'>> {
  // who has left by its own will is given up everywhere, and nothing is wrong with it
  if (await inNodeTransaction(parts, async ({ transaction }) => (await findLeaving(transaction))?.leftAt ?? null)) return succeed('same');
  const asked = randomName(parts);
  const answer = await askAcquainted(parts, peer.card, { method: 'POST', path: '/fed/1/standing', body: '{}', contentType: 'application/json', idempotencyKey: asked });
  if (!answer.ok) return answer;
  const signed = parsedObject(answer.value)['standing'];
  if (typeof signed !== 'string') return refuse('message-malformed', { reason: 'standing' });
  const standing = await inNodeTransaction(parts, (unit) => openStanding(signed, { self: unit.node.nodeId, peer: peer.nodeId, asked, findSigner: signersOf(unit), now: unit.now }));
  return standing.ok ? succeed(await act(parts, peer, standing.value)) : standing;
}

/**
 * A peer whose people have recorded that this node is gone for good refuses it for ever. Said by the root of this node's country, it locks
 * this machine: its children may have been given to others. Said by another, it is that agency's own affair.
 */
const isFenced = (parts: FederationParts, { nodeId }: TrustedPeer): Promise<boolean> => inNodeTransaction(parts, (unit) => actsForRoot(unit, nodeId, parts.node.settings.country));

async function act(parts: FederationParts, peer: TrustedPeer, { incarnation: newest, lines, isGone }: Standing): Promise<'same' | 'recovering' | 'superseded'> {
  const { incarnation, mode } = await inNodeTransaction(parts, nodeStanding);
  if (mode === 'superseded') return 'superseded';
  if (newest > incarnation || (isGone && (await isFenced(parts, peer)))) return (await lock(parts, incarnation)) ? 'superseded' : 'same';
  const isBehind = await inNodeTransaction(parts, async ({ transaction }) => {
    for (const { inc, tinc, seq } of lines) {
      if (inc === incarnation && seq > (await lastPlace(transaction, { peer: peer.nodeId, incarnation: inc, peerIncarnation: tinc })).sequence) return true;
    }
    return false;
  });
  return isBehind && (await recover(parts, incarnation)) ? 'recovering' : 'same';
}

/** Asks every peer that can be reached; a peer that cannot is asked again with the next whole round. */
export async function checkAllStandings(parts: FederationParts): Promise<void> {
  const { mode, peers } = await inNodeTransaction(parts, async (unit) => ({ mode: (await nodeStanding(unit)).mode, peers: await listActivePeers(unit.transaction) }));
  if (mode !== 'superseded') await Promise.all(peers.map((peer) => checkStanding(parts, peer)));
}
