import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { hintOf } from '#platform/vault/index.ts';
import { findPeer, listActivePeers, type TrustedPeer } from '#rooms/governance/index.ts';
import { nodeMode, type KnownWay } from '#rooms/handover/index.ts';
import { askAt, type Known, type Reach } from './custodian.ts';
import type { CustodianQuestion, FederationParts } from './ports.ts';
import { mostAskedByCard, mostHops } from './rules.ts';
import type { CustodianFound } from './schema.ts';
import { inNodeTransaction } from './signers.ts';

/**
 * Finds who is responsible for a child now. The pointers lead from node to node; where one leads to a node that is off, gone, set
 * back in time or in a circle, the other nodes that had her are asked, her origin first, and of several answers the highest epoch
 * counts. What no node that answers can confirm is told as the last that is known, with the word of whom and when: the caller
 * always learns whom to telephone. A card that this node never saw is asked after where it was issued. Refuses `not-found`.
 */
export async function findCustodian(parts: FederationParts, question: CustodianQuestion): Promise<Result<CustodianFound>> {
  const { nodeId } = parts.node;
  const found = await searchCustodian(parts, question, { hops: mostHops, asked: [nodeId] });
  const known = found.ok || !('cardNumber' in question) ? found : await askIssuer(parts, question);
  if (!known.ok) return known;
  const { epoch: _epoch, ...told } = known.value;
  return succeed(told);
}

/** One node's part of the search. @param reach how far it may go on, and who must not be asked again */
export async function searchCustodian(parts: FederationParts, question: CustodianQuestion, { hops, asked }: Reach): Promise<Result<Known>> {
  const step = await inNodeTransaction(parts, async (unit) => {
    const way = await parts.pointers.findPointer(unit, question);
    if (!way) return null;
    const peers = await Promise.all((way.at === 'here' ? way.others : [way.at, ...way.others]).map((node) => findPeer(unit.transaction, node)));
    return { way, peers: peers.filter((peer) => peer !== null), mode: await nodeMode(unit), now: unit.now };
  });
  if (!step) return refuse('not-found', { what: 'custodian' });
  const own = ownWord(parts, step);
  // a node that comes back from a backup cannot know whether she is still here: it asks as everybody else
  if (own.isConfirmed || hops === 0) return succeed(own);
  const candidates = step.peers.filter(({ nodeId, status }) => status === 'active' && !asked.includes(nodeId));
  const spoken = [...asked, ...candidates.map(({ nodeId }) => nodeId)];
  let best = own;
  for (const peer of candidates) {
    const said = await askAt(parts, peer, { childId: step.way.childId }, { hops: hops - 1, asked: spoken });
    if (!said.ok) continue;
    best = better(best, said.value, parts.node.nodeId);
    if (best.isConfirmed && !mayBeOutdated(step.way, best, peer, candidates)) break;
  }
  return succeed(best);
}

/** What this node says by itself. */
function ownWord({ node }: FederationParts, { way, peers, mode, now }: { readonly way: KnownWay; readonly peers: readonly TrustedPeer[]; readonly mode: string; readonly now: Known['asOf'] }): Known {
  const self = { nodeId: node.nodeId, name: node.settings.shortName };
  if (way.at === 'here') return { ...self, dutyPhone: node.settings.dutyPhone, isConfirmed: mode === 'up', epoch: way.epoch, asOf: mode === 'up' ? now : way.since, saidBy: self };
  const peer = peers.find(({ nodeId }) => nodeId === way.at);
  return { nodeId: way.at, name: peer?.name ?? way.at, dutyPhone: peer?.dutyPhone ?? '', isConfirmed: false, epoch: way.epoch, asOf: way.since, saidBy: self };
}

/** The later epoch counts, whoever says it; of equal ones the word of the custodian herself. That this node has her, it knows better. */
function better(one: Known, other: Known, self: NodeId): Known {
  if (other.nodeId === self && !other.isConfirmed) return one;
  return other.epoch > one.epoch || (other.epoch === one.epoch && other.isConfirmed && !one.isConfirmed) ? other : one;
}

/**
 * Whether a confirmed answer should be held against that of another node: the one at the pointer says that she is with it, as this node
 * left her there, and nobody later on has spoken. Set back in time unnoticed, it would say the same.
 */
const mayBeOutdated = ({ at, epoch, others }: KnownWay, best: Known, asked: TrustedPeer, candidates: readonly TrustedPeer[]): boolean =>
  asked.nodeId === at && best.nodeId === at && best.epoch <= epoch && candidates.some(({ nodeId }) => nodeId !== at && nodeId === others[0]);

/** Asks the node that issued a card, which its first letters tell; then others, a few: they learn a number without meaning. */
async function askIssuer(parts: FederationParts, { cardNumber }: { readonly cardNumber: string }): Promise<Result<Known>> {
  const { nodeId } = parts.node;
  const active = await inNodeTransaction(parts, ({ transaction }) => listActivePeers(transaction));
  const isIssuer = ({ nodeId: peer }: TrustedPeer) => cardNumber.startsWith(hintOf(peer));
  let best: Known | null = null;
  for (const peer of [...active.filter(isIssuer), ...active.filter((one) => !isIssuer(one))].slice(0, mostAskedByCard)) {
    const said = await askAt(parts, peer, { cardNumber }, { hops: mostHops - 1, asked: [nodeId] });
    if (!said.ok) continue;
    best = best === null ? said.value : better(best, said.value, nodeId);
    if (best.isConfirmed) break;
  }
  return best === null ? refuse('not-found', { what: 'custodian' }) : succeed(best);
}
