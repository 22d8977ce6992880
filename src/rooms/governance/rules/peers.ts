import type { Decision } from '#kernel/operation.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import type { BodyKind, DecommissionProposed, DecommissionWithdrawn, Peer, PeerAdded, PeerCardChanged, PeerStatus, PeerStatusChanged } from '../schema.ts';

/** A public key with the time in which what it signs counts. */
export interface SigningKey {
  readonly kid: string;
  readonly x: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/** A card whose signatures hold, with the six words of its fingerprint. */
export interface VerifiedCard {
  readonly nodeId: NodeId;
  readonly serial: number;
  /** Every key that it ever signed with. */
  readonly signing: readonly SigningKey[];
  readonly text: string;
  readonly fingerprint: string;
}

const comparable = (words: string): string => words.toLowerCase().split(/[^a-z]+/).filter(Boolean).join(' ');

/** Two fingerprints, however they were typed: letter case, commas and spaces do not matter. */
export const isSameFingerprint = (one: string, other: string): boolean => comparable(one) === comparable(other);

interface Addition {
  readonly bodyKind: BodyKind;
  /** The six words as the peer's administrator read them out. */
  readonly fingerprint: string;
  readonly means: PeerAdded['means'];
  readonly confirmedBy: string;
}

/**
 * Trusts a node whose administrator has read out the fingerprint of its card (custody/1 section 2). Refuses
 * `receiver-is-self`, `already-done` (known already), `input-invalid` with field `fingerprint` when the words differ.
 */
export function addPeer(self: NodeId, known: Peer | null, card: VerifiedCard, addition: Addition): Result<Decision<{ nodeId: NodeId }>> {
  if (card.nodeId === self) return refuse('receiver-is-self');
  if (known) return refuse('already-done', { node: card.nodeId });
  if (!isSameFingerprint(card.fingerprint, addition.fingerprint)) return refuse('input-invalid', { field: 'fingerprint' });
  const { bodyKind, means, confirmedBy } = addition;
  const body: PeerAdded = { nodeId: card.nodeId, card: card.text, bodyKind, fingerprint: card.fingerprint, confirmedBy, means };
  return succeed({ operations: [{ kind: 'governance.peer-added', childId: null, body }], output: { nodeId: card.nodeId } });
}

/**
 * Takes a newer card of a known peer: new keys, another address. The same root signed it, so nobody has to compare
 * words again. Refuses `not-found`, `input-invalid` (card of another node), `already-done` (this card or a newer one is
 * here), `state-changed` (decommissioned), `signature-invalid` with the reason `card-history`.
 * @param formerKeys of the card that is known: what they signed must stay provable
 */
export function changeCard(known: Peer | null, nodeId: NodeId, card: VerifiedCard, formerKeys: readonly SigningKey[]): Result<Decision<Record<never, never>>> {
  if (!known) return refuse('not-found', { node: nodeId });
  if (card.nodeId !== nodeId) return refuse('input-invalid', { field: 'card' });
  if (known.status === 'decommissioned') return refuse('state-changed', { status: known.status });
  if (card.serial <= known.cardSerial) return refuse('already-done', { serial: known.cardSerial });
  if (!keepsHistory(formerKeys, card.signing)) return refuse('signature-invalid', { reason: 'card-history' });
  const body: PeerCardChanged = { nodeId, card: card.text, fingerprint: card.fingerprint };
  return succeed({ operations: [{ kind: 'governance.peer-card-changed', childId: null, body }], output: {} });
}

/** Every key of the former card is on the newer one, from the same day on; its end may only have come nearer (it was compromised). */
const keepsHistory = (former: readonly SigningKey[], newer: readonly SigningKey[]): boolean =>
  former.every((key) => newer.some(({ kid, x, notBefore, notAfter }) => kid === key.kid && x === key.x && notBefore === key.notBefore && notAfter <= key.notAfter));

const nextStatuses: Readonly<Record<PeerStatus, readonly PeerStatus[]>> = {
  active: ['suspended', 'decommissioned'],
  suspended: ['active', 'decommissioned'],
  decommissioned: [],
};

/**
 * Who may say that a peer is gone for good: two persons, each with the second factor just given. From then on its messages are
 * void, no recovery waits for it, and others may be made responsible for its children: no act of one person, and no error of one.
 */
export const decommissionPolicy = { proposes: ['administrator'], confirms: ['administrator', 'coordinator'] } as const satisfies Record<string, readonly Role[]>;

/** Refuses `not-found`, `state-changed` (gone already), `already-done` (proposed already). */
export function proposeDecommission(known: Peer | null, nodeId: NodeId, reason: string, fence: number): Result<Decision<Record<never, never>>> {
  if (!known) return refuse('not-found', { node: nodeId });
  if (known.status === 'decommissioned') return refuse('state-changed', { status: known.status });
  if (known.decommissionProposal) return refuse('already-done', { node: nodeId });
  const body: DecommissionProposed = { nodeId, reason, fencedIncarnation: Math.max(fence, known.fencedIncarnation) };
  return succeed({ operations: [{ kind: 'governance.decommission-proposed', childId: null, body }], output: {} });
}

/** Refuses `not-found` (no such peer, nothing proposed), `not-allowed`, reason `second-person` (the own proposal). */
export function confirmDecommission(known: Peer | null, nodeId: NodeId, actor: string): Result<Decision<Record<never, never>>> {
  const proposal = known?.decommissionProposal;
  if (!proposal) return refuse('not-found', { node: nodeId, what: 'proposal' });
  if (proposal.proposedBy === actor) return refuse('not-allowed', { reason: 'second-person' });
  return changeStatus(known, nodeId, 'decommissioned', proposal.reason, proposal.fencedIncarnation);
}

/** Refuses `not-found` (no such peer, nothing proposed). */
export function withdrawDecommission(known: Peer | null, nodeId: NodeId, reason: string): Result<Decision<Record<never, never>>> {
  if (!known?.decommissionProposal) return refuse('not-found', { node: nodeId, what: 'proposal' });
  return succeed({ operations: [{ kind: 'governance.decommission-withdrawn', childId: null, body: { nodeId, reason } satisfies DecommissionWithdrawn }], output: {} });
}

/**
 * Suspends, resumes or decommissions a peer. The fence only rises: messages of an older incarnation stay void for good.
 * Refuses `not-found`, `state-changed` (not possible from its present status).
 */
export function changeStatus(known: Peer | null, nodeId: NodeId, status: PeerStatus, reason: string, fence: number): Result<Decision<Record<never, never>>> {
  if (!known) return refuse('not-found', { node: nodeId });
  if (!nextStatuses[known.status].includes(status)) return refuse('state-changed', { status: known.status });
  const body: PeerStatusChanged = { nodeId, status, reason, fencedIncarnation: Math.max(fence, known.fencedIncarnation) };
  return succeed({ operations: [{ kind: 'governance.peer-status-changed', childId: null, body }], output: {} });
}
