import type { NewOperation, Operation } from '#kernel/operation.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { claimedIn } from '#platform/vault/index.ts';
import type { KeptPeer, PeerAdded, PeerCardChanged, PeerStatusChanged } from '../schema.ts';
import type { KeyRevocation, PeerKeyRevoked } from '../schema/keys.ts';
import { cardHashOf, findPeer } from '../store.ts';

/**
 * After a restore: trusts again whom this node had come to trust since the backup, and takes over later cards and ends of trust.
 * Without it a recovery would not ask a peer that is younger than the backup (custody/1 section 7).
 * @param kept as it stood beside the keys, outside the database
 */
export async function restorePeers(unit: UnitOfWork, kept: readonly KeptPeer[]): Promise<Operation[]> {
  const operations: NewOperation[] = [];
  for (const { status, fencedIncarnation, revocations = [], ...added } of kept) {
    const known = await findPeer(unit.transaction, added.nodeId);
    const { nodeId, card, fingerprint } = added;
    if (!known) operations.push({ kind: 'governance.peer-added', childId: null, body: added satisfies PeerAdded });
    else if (known.cardHash !== cardHashOf(card)) operations.push({ kind: 'governance.peer-card-changed', childId: null, body: { nodeId, card, fingerprint } satisfies PeerCardChanged });
    const unknown = revocations.filter((revocation) => !known?.revokedKeys.some(({ kid }) => kid === (claimedIn(revocation) as KeyRevocation).kid));
    operations.push(...unknown.map((revocation) => ({ kind: 'governance.peer-key-revoked', childId: null, body: { nodeId, revocation, voided: [] } satisfies PeerKeyRevoked })));
    if ((known?.status ?? 'active') !== status || (known?.fencedIncarnation ?? 0) < fencedIncarnation) {
      const body: PeerStatusChanged = { nodeId, status, reason: 'restored', fencedIncarnation: Math.max(fencedIncarnation, known?.fencedIncarnation ?? 0) };
      operations.push({ kind: 'governance.peer-status-changed', childId: null, body });
    }
  }
  return record(unit, operations);
}
