import type { UnitOfWork } from '#platform/services.ts';
import { succeed, valueOf, type Result } from '#kernel/result.ts';
import type { Operation } from '#kernel/operation.ts';
import { verifyNodeCard } from '#platform/vault/index.ts';
import { findLeaving, findOwnCard, listPeers, ownRevocationsFor, takeCard, takeLeft } from '#rooms/governance/index.ts';
import type { Envelope } from './envelope/index.ts';
import type { DueMessage, MessagePort, Reception } from './ports.ts';
import { takeRevocation } from './revocations.ts';
import { receptionOf } from './reception.ts';

const taken = (unit: UnitOfWork, envelope: Envelope): Promise<Result<Operation[]>> | Result<Operation[]> => {
  if (envelope.typ === 'CARD') return takeCard(unit, envelope.from, envelope.body.card);
  if (envelope.typ === 'LEFT') return takeLeft(unit, envelope.from);
  return envelope.typ === 'REVOKE' ? takeRevocation(unit, envelope.from, envelope.body.revocation) : succeed([]);
};

/** What every peer is owed about this node itself: its newest card, so that new keys are known before they are used; that a key counts no more; that it has left. */
export const cardPort: MessagePort = {
  types: ['CARD', 'REVOKE', 'LEFT'],
  async dueMessages(unit, childIds) {
    if (childIds !== undefined) return [];
    const card = await findOwnCard(unit.transaction);
    if (card === null) return [];
    const { serial } = valueOf(await verifyNodeCard(card));
    const leftAt = (await findLeaving(unit.transaction))?.leftAt ?? null;
    const due: DueMessage[] = [];
    for (const { nodeId, status } of await listPeers(unit.transaction)) {
      if (status !== 'active') continue;
      due.push({ key: `CARD ${serial}`, resentUntil: 'receipt', to: nodeId, typ: 'CARD', body: { card }, childIds: [] });
      for (const { kid, revocation } of await ownRevocationsFor(unit, nodeId)) due.push({ key: `REVOKE ${kid}`, resentUntil: 'receipt', to: nodeId, typ: 'REVOKE', body: { revocation }, childIds: [] });
      if (leftAt !== null) due.push({ key: 'LEFT', resentUntil: 'receipt', to: nodeId, typ: 'LEFT', body: { at: leftAt }, childIds: [] });
    }
    return due;
  },
  async receive(unit, { envelope }): Promise<Reception> {
    const recorded = await taken(unit, envelope);
    return receptionOf(recorded);
  },
};
