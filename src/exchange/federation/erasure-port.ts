import type { UnitOfWork } from '#platform/services.ts';
import { erasure, listErased, neighboursOf } from '#rooms/handover/index.ts';
import { destroyedParts, remainingParts } from '#rooms/handover/rules.ts';
import type { DueMessage, MessagePort } from './ports.ts';

/**
 * Who has destroyed a child's file tells those from whom it had her and to whom it gave her (custody/1 section 11): they show it in
 * her chain, and decide by themselves on their own. About no child on the work sheet: her key is gone, and no new one is made for this.
 */
export const erasurePort: MessagePort = {
  types: ['PURGED'],
  async dueMessages(unit: UnitOfWork, childIds) {
    const erased = await listErased(unit.transaction, childIds);
    const neighbours = await neighboursOf(unit, [...new Set(erased.map(({ childId }) => childId))]);
    return erased.flatMap(({ operationId, childId: cid, epoch, at }): DueMessage[] => (neighbours.get(cid) ?? []).map((to) => (
      { key: `PURGED ${operationId}`, resentUntil: 'receipt', to, typ: 'PURGED', body: { cid, epoch, destroyed: [...destroyedParts], remains: [...remainingParts], at }, childIds: [] })));
  },
  async receive(unit, { envelope }) {
    if (envelope.typ !== 'PURGED') throw new Error(`not about an erasure: ${envelope.typ}`);
    const { from: node, body: { cid: childId, ...purged } } = envelope;
    if (!(await neighboursOf(unit, [childId])).get(childId)?.includes(node)) return { outcome: 'parked', problem: { code: 'not-found', details: { what: 'handover' } } };
    return { outcome: 'applied', recorded: await erasure.recordPurged(unit, { ...purged, childId, node }), answers: [], taken: [] };
  },
  /** What this node told before it was set back it must have done: whom it erased stays erased, also where the note beside the keys was lost. */
  recall: async (unit, envelope, isOurs) => {
    if (envelope.typ !== 'PURGED') return [];
    const { body: { cid: childId, ...purged } } = envelope;
    return isOurs ? erasure.eraseAsTold(unit, { ...purged, childId }) : erasure.recordPurged(unit, { ...purged, childId, node: envelope.from });
  },
};
