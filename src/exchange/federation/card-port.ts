import { succeed, valueOf, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard } from '#platform/vault/index.ts';
import { findOwnCard, listPeers, takeCard } from '#rooms/governance/index.ts';
import type { DueMessage, MessagePort, Reception } from './ports.ts';

/** Every peer is owed this node's newest card: new keys are known before they are used. */
export const cardPort: MessagePort = {
  types: ['CARD'],
  async dueMessages(unit, childIds) {
    if (childIds !== undefined) return [];
    const card = await findOwnCard(unit.transaction);
    if (card === null) return [];
    const { serial } = valueOf(await verifyNodeCard(card));
    const peers = (await listPeers(unit.transaction)).filter(({ status }) => status === 'active');
    return peers.map(({ nodeId }): DueMessage => ({ key: `CARD ${serial}`, resentUntil: 'receipt', to: nodeId, typ: 'CARD', body: { card }, childIds: [] }));
  },
  async receive(unit: UnitOfWork, { envelope }): Promise<Reception> {
    const taken = envelope.typ === 'CARD' ? await takeCard(unit, envelope.from, envelope.body.card) : (succeed([]) satisfies Result<[]>);
    return taken.ok ? { outcome: 'applied', recorded: taken.value, answers: [], taken: [] } : { outcome: 'parked', problem: taken.problem };
  },
};
