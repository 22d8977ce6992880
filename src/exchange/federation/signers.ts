import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { keyInUse, verifyNodeCard, type NodeCard, type PublicKey } from '#platform/vault/index.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { findOwnCard, findPeer, type TrustedPeer } from '#rooms/governance/index.ts';
import type { FindSigner } from './envelope/index.ts';
import type { FederationParts } from './ports.ts';

/** Runs work of the node itself in one transaction. */
export const inNodeTransaction = <T>({ node, caller }: Pick<FederationParts, 'node' | 'caller'>, work: (unit: UnitOfWork) => Promise<T>): Promise<T> =>
  transact(node.database, nodeScope(node.clock.now()), (transaction) => work(unitOf(node, transaction, caller)));

/** As `inNodeTransaction`, for what records: it has its consequences after the commit. */
export async function recordAsNode(parts: Pick<FederationParts, 'node' | 'caller'>, work: (unit: UnitOfWork) => Promise<Result<Operation[]>>): Promise<Result<Operation[]>> {
  const recorded = await inNodeTransaction(parts, work);
  if (recorded.ok && recorded.value.length > 0) parts.node.onRecorded(recorded.value);
  return recorded;
}

/** The nodes whose signatures can be checked: peers of any status, since what they signed once stays signed, and this node. */
export const signersOf = (unit: UnitOfWork): FindSigner => async (nodeId) => {
  if (nodeId === unit.node.nodeId) return ownCard(unit);
  const peer = await findPeer(unit.transaction, nodeId);
  return peer ? { signing: peer.card.signing, revoked: Object.fromEntries(peer.revokedKeys.map(({ kid, since, lastGood }) => [kid, { since, lastGood }])) } : undefined;
};

async function ownCard(unit: UnitOfWork): Promise<NodeCard | undefined> {
  const text = await findOwnCard(unit.transaction);
  return text === null ? undefined : valueOf(await verifyNodeCard(text));
}

/** The key to which things for a peer are sealed now. */
export const sealingKeyOf = (card: NodeCard, unit: Pick<UnitOfWork, 'now'>): PublicKey => keyInUse(card.sealing, unit.now);

/** The key of a node that is said to have signed a request, whatever its age: the card lists all it ever had. Refuses `signature-invalid`: `key-unknown`, `key-revoked`. */
export function requestKeyOf({ card, revokedKeys }: TrustedPeer, kid: string): Result<PublicKey> {
  const key = card.signing.find((candidate) => candidate.kid === kid);
  if (!key) return refuse('signature-invalid', { reason: 'key-unknown' });
  return revokedKeys.some((revoked) => revoked.kid === kid) ? refuse('signature-invalid', { reason: 'key-revoked' }) : succeed(key);
}

export const peerName = (peers: readonly { readonly nodeId: NodeId; readonly name: string }[], nodeId: NodeId): string =>
  peers.find((peer) => peer.nodeId === nodeId)?.name ?? nodeId;
