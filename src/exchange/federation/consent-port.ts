import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { takeWithdrawal, withdrawals } from '#rooms/case/index.ts';
import { neighboursOf } from '#rooms/handover/index.ts';
import type { DueMessage, MessagePort, Reception } from './ports.ts';

/**
 * Consent that was withdrawn reaches every agency that has had the child (custody/1 section 11): each tells those from whom it had
 * her and to whom it gave her, who tell theirs. So it goes the way she went, also where nobody may know of more than the next stop.
 */
export const consentPort: MessagePort = {
  types: ['CONSENT'],
  async dueMessages(unit: UnitOfWork, childIds?: readonly ChildId[]) {
    const known = await withdrawals(unit, childIds);
    const neighbours = await neighboursOf(unit, [...new Set(known.map(({ child_id: childId }) => childId))]);
    return known.flatMap(({ operation_id: operationId, child_id: cid, purposes, at, told_by: toldBy }): DueMessage[] =>
      (neighbours.get(cid) ?? []).filter((node) => node !== toldBy).map((to) => ({
        key: `CONSENT ${operationId}`, resentUntil: 'receipt', to, typ: 'CONSENT', body: { cid, change: 'withdrawn', purposes, at }, childIds: [cid],
      })));
  },
  async receive(unit, { envelope }): Promise<Reception> {
    if (envelope.typ !== 'CONSENT') throw new Error(`not about consent: ${envelope.typ}`);
    const { cid, purposes, at } = envelope.body;
    if (!(await isNeighbour(unit, cid, envelope.from))) return { outcome: 'parked', problem: { code: 'not-found', details: { what: 'handover' } } };
    const recorded = await takeWithdrawal(unit, { childId: cid, purposes, at, toldBy: envelope.from });
    return recorded === null ? { outcome: 'parked', problem: { code: 'not-found', details: { what: 'file' } } } : { outcome: 'applied', recorded, answers: [], taken: [] };
  },
};

/** Only who gave her to this node, or had her from it, speaks of her consent. */
const isNeighbour = async (unit: UnitOfWork, childId: ChildId, node: NodeId): Promise<boolean> => (await neighboursOf(unit, [childId])).get(childId)?.includes(node) ?? false;
