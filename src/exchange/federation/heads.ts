import { valueOf, type Result, refuse, succeed } from '#kernel/result.ts';
import { hoursBetween } from '#kernel/instant.ts';
import { readHead, type ChainName } from '#platform/ledger/chain.ts';
import { hashAt } from '#platform/ledger/verify.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard } from '#platform/vault/index.ts';
import { findOwnCard, listActivePeers, type TrustedPeer } from '#rooms/governance/index.ts';
import { openLedgerHead, signLedgerHead, type LedgerHead } from './envelope/index.ts';
import type { FederationParts } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { inNodeTransaction } from './signers.ts';
import { heldHeads, keepHead, listLinks, mostHeads, noteHeads } from './store.ts';

/*
 * A chain shows every change but one: its end cut off and the head written anew. So a node gives its heads to two peers
 * every hour, signed with its audit key, and compares what they hold with what stands here.
 */

/** Peers with whom the heads lie at a time, and hours between two deposits. */
const depositories = 2;
const hoursBetweenDeposits = 1;
const chains: readonly ChainName[] = ['operation', 'access'];

type Parts = Pick<FederationParts, 'node' | 'caller' | 'wire' | 'incarnation'>;

/** What one peer holds, beside what stands here: the first link that is not what it was, or that all agree. */
export interface HeadsCompared {
  readonly peer: string;
  /** How many heads of this incarnation the peer gave back. */
  readonly held: number;
  readonly differsAt: { readonly chain: ChainName; readonly sequence: number } | null;
}

/** Keeps a head that a peer deposits, if it sends one, and gives back what is held of it. Refuses as `openLedgerHead`. */
export async function answerHeads(unit: UnitOfWork, peer: TrustedPeer, body: string): Promise<Result<{ heads: string[] }>> {
  const { head } = parsedObject(body);
  if (typeof head === 'string') {
    const opened = await openLedgerHead(head, peer.nodeId, peer.card.audit);
    if (!opened.ok) return opened;
    const { inc, operation, access } = opened.value;
    await keepHead(unit.transaction, { peer: peer.nodeId, incarnation: inc, operation_sequence: operation.sequence, access_sequence: access.sequence, head, received_at: unit.now });
  }
  return succeed({ heads: await heldHeads(unit.transaction, peer.nodeId) });
}

async function firstDifference(unit: UnitOfWork, heads: readonly LedgerHead[]): Promise<HeadsCompared['differsAt']> {
  for (const head of heads) for (const chain of chains) {
    const { sequence, hash } = head[chain];
    if (sequence > 0 && (await hashAt(unit.transaction, chain, sequence)) !== hash) return { chain, sequence };
  }
  return null;
}

/**
 * Asks a peer what it holds of this node's heads, giving it the present ones when `gives`. A peer may hold heads of before a
 * restore: other chains, of which nothing can be said. Refuses what `askPeer` refuses, `message-malformed`, `signature-invalid`.
 */
export async function compareHeads(parts: Parts, peer: TrustedPeer, gives: boolean): Promise<Result<HeadsCompared>> {
  const head = gives ? await inNodeTransaction(parts, (unit) => presentHead(unit, parts.incarnation.current())) : undefined;
  const answer = await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/heads', body: JSON.stringify({ head }), contentType: 'application/json', idempotencyKey: randomName(parts) });
  if (!answer.ok) return answer;
  const { heads: given } = parsedObject(answer.value);
  if (!Array.isArray(given) || given.length > mostHeads || !given.every((one) => typeof one === 'string')) return refuse('message-malformed', { reason: 'heads' });
  return inNodeTransaction(parts, async (unit) => {
    const { audit } = valueOf(await verifyNodeCard((await findOwnCard(unit.transaction))!));
    const heads: LedgerHead[] = [];
    for (const one of given) {
      const opened = await openLedgerHead(one, unit.node.nodeId, audit);
      if (!opened.ok) return opened;
      if (opened.value.inc === parts.incarnation.current()) heads.push(opened.value);
    }
    return succeed({ peer: peer.name, held: heads.length, differsAt: await firstDifference(unit, heads) });
  });
}

/** Where both chains stand now, signed with the audit key. */
export async function presentHead(unit: UnitOfWork, incarnation: number): Promise<string> {
  const [operation, access] = [await readHead(unit.transaction, 'operation'), await readHead(unit.transaction, 'access')];
  return signLedgerHead(unit.node.vault, { inc: incarnation, at: unit.now, operation: { ...operation }, access: { ...access } });
}

/** Once an hour: gives the heads to two active peers that answer, those first who have not had them for longest. */
export async function depositHeads(parts: Parts): Promise<void> {
  const { peers, given } = await inNodeTransaction(parts, async (unit) => ({
    peers: await listActivePeers(unit.transaction),
    given: new Map((await listLinks(unit.transaction)).flatMap(({ peer, heads_given_at: at }) => (at === null ? [] : [[peer, at] as const]))),
  }));
  const now = parts.node.clock.now();
  const isFresh = (peer: TrustedPeer) => given.has(peer.nodeId) && hoursBetween(given.get(peer.nodeId)!, now) < hoursBetweenDeposits;
  let missing = depositories - peers.filter(isFresh).length;
  const waiting = peers.filter((peer) => !isFresh(peer)).toSorted((one, other) => (given.get(one.nodeId) ?? '').localeCompare(given.get(other.nodeId) ?? '') || one.nodeId.localeCompare(other.nodeId));
  for (const peer of waiting) {
    if (missing <= 0) return;
    const compared = await compareHeads(parts, peer, true);
    if (!compared.ok) continue;
    await inNodeTransaction(parts, (unit) => noteHeads(unit.transaction, peer.nodeId, unit.now, { incarnation: parts.incarnation.current(), differs: compared.value.differsAt !== null }));
    missing--;
  }
}

/** Asks every active peer what it holds, without giving anything: for `amparo verify`. */
export async function compareAllHeads(parts: Parts): Promise<readonly { readonly peer: string; readonly compared: Result<HeadsCompared> }[]> {
  const peers = await inNodeTransaction(parts, (unit) => listActivePeers(unit.transaction));
  return Promise.all(peers.map(async (peer) => ({ peer: peer.name, compared: await compareHeads(parts, peer, false) })));
}
