import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard } from '#platform/vault/index.ts';
import * as schema from '../schema.ts';
import { addPeer, changeCard, changeStatus, confirmDecommission, decommissionPolicy, proposeDecommission, withdrawDecommission } from '../rules/peers.ts';
import { findPeer, isUnbroken, listPeers, listTrustEntries } from '../store.ts';
import { cardTextIn, shownCard } from './invitations.ts';
import { admissibleCard, verifiedCard } from './verified-card.ts';

const byAdministrator = { roles: ['administrator'], needsStepUp: true } as const;
/** Whom one works with is no secret inside the agency. */
const everyone: readonly Role[] = ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator', 'monitoring_officer', 'administrator'];

export const listPeersVerb = query({
  name: 'governance.list-peers',
  input: schema.listPeers.input,
  scope: { roles: everyone, allowsNode: true },
  read: async (unit) => succeed({ peers: (await listPeers(unit.transaction)).map(({ card: _card, ...peer }) => peer) }),
});

export const inspectCardVerb = query({
  name: 'governance.inspect-card',
  input: schema.inspectCard.input,
  scope: { roles: ['administrator'] },
  read: async (unit, input) => {
    const text = await cardTextIn(unit, input.card);
    if (!text.ok) return text;
    const card = await verifyNodeCard(text.value);
    return card.ok ? succeed({ ...(await shownCard(unit, card.value)), isInvitation: text.value !== input.card }) : card;
  },
});

export const addPeerVerb = command({
  name: 'governance.add-peer',
  input: schema.addPeer.input,
  // the corridor of training adds its own peers as the node
  scope: { ...byAdministrator, allowsNode: true },
  load: async (unit, input) => {
    const text = await cardTextIn(unit, input.card);
    return text.ok ? admissibleCard(unit, text.value) : text;
  },
  decide: ({ self, card, known }, { bodyKind, fingerprint, means }, { actor }) => addPeer(self, known, card, { bodyKind, fingerprint, means, confirmedBy: actor }),
});

export const changePeerCardVerb = command({
  name: 'governance.change-peer-card',
  input: schema.changePeerCard.input,
  scope: { ...byAdministrator, allowsNode: true },
  load: async (unit, input) => {
    const verified = await verifiedCard(unit.node, input.card);
    return verified.ok ? succeed({ card: verified.value, known: await findPeer(unit.transaction, input.nodeId) }) : verified;
  },
  decide: ({ card, known }, { nodeId }) => changeCard(known, nodeId, card, known?.card.signing ?? []),
});

export const suspendPeerVerb = command({
  name: 'governance.suspend-peer',
  input: schema.suspendPeer.input,
  scope: byAdministrator,
  load: async (unit, input) => succeed(await findPeer(unit.transaction, input.nodeId)),
  decide: (known, { nodeId, reason, fencedIncarnation }) => changeStatus(known, nodeId, 'suspended', reason, fencedIncarnation ?? 0),
});

export const resumePeerVerb = command({
  name: 'governance.resume-peer',
  input: schema.resumePeer.input,
  scope: byAdministrator,
  load: async (unit, input) => succeed(await findPeer(unit.transaction, input.nodeId)),
  decide: (known, { nodeId, reason, fencedIncarnation }) => changeStatus(known, nodeId, 'active', reason, fencedIncarnation ?? 0),
});

const loadPeer = async (unit: UnitOfWork, { nodeId }: { readonly nodeId: NodeId }) => succeed(await findPeer(unit.transaction, nodeId));

export const decommissionPeerVerb = command({
  name: 'governance.propose-decommission',
  input: schema.decommissionPeer.input,
  scope: { roles: decommissionPolicy.proposes, needsStepUp: true },
  load: loadPeer,
  decide: (known, { nodeId, reason, fencedIncarnation }) => proposeDecommission(known, nodeId, reason, fencedIncarnation),
});

export const confirmDecommissionVerb = command({
  name: 'governance.confirm-decommission',
  input: schema.confirmDecommission.input,
  scope: { roles: decommissionPolicy.confirms, needsStepUp: true },
  load: loadPeer,
  decide: (known, { nodeId }, { actor }) => confirmDecommission(known, nodeId, actor),
});

export const withdrawDecommissionVerb = command({
  name: 'governance.withdraw-decommission',
  input: schema.withdrawDecommission.input,
  scope: { roles: decommissionPolicy.confirms, needsStepUp: true },
  load: loadPeer,
  decide: (known, { nodeId, reason }) => withdrawDecommission(known, nodeId, reason),
});

export const viewTrustListVerb = query({
  name: 'governance.view-trust-list',
  input: schema.viewTrustList.input,
  scope: { roles: ['administrator', 'coordinator', 'supervisor', 'monitoring_officer'] },
  read: async (unit) => {
    const entries = await listTrustEntries(unit.transaction);
    return succeed({ entries, isUnbroken: isUnbroken(entries) });
  },
});

/** Takes a card that came as a message, in the caller's transaction. @returns what was recorded; refuses as `changeCard` */
export async function takeCard(unit: UnitOfWork, nodeId: NodeId, card: string): Promise<Result<Operation[]>> {
  const verified = await verifiedCard(unit.node, card);
  if (!verified.ok) return verified;
  const known = await findPeer(unit.transaction, nodeId);
  const changed = changeCard(known, nodeId, verified.value, known?.card.signing ?? []);
  if (changed.ok) return succeed(await record(unit, changed.value.operations));
  // an old card that comes late, or the same once more, changes nothing
  return changed.problem.code === 'already-done' ? succeed([]) : changed;
}
