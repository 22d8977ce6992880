import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { command } from '#platform/ledger/command.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { contradicts } from '../rules/dispute.ts';
import { settleDispute, type ChainLink, type Disputed, type DisputeSettled } from '../schema.ts';
import { disputesOf } from '../store/dispute.ts';
import { findCustody } from '../store/read.ts';

/**
 * Records that two proven links contradict each other: from then on the child is frozen here. Does nothing for a repetition, for a
 * child who was never known here, and for what is on record already.
 * @param toldBy the peer that sent the proof; null where this node found it
 */
export async function recordDispute(unit: UnitOfWork, first: ChainLink, second: ChainLink, toldBy: NodeId | null): Promise<Operation[]> {
  const { childId, epoch, from: signer } = first;
  if (!contradicts(first, second) || !(await findCustody(unit, childId))) return [];
  if ((await disputesOf(unit, childId)).some((dispute) => dispute.epoch === epoch)) return [];
  return record(unit, [{ kind: 'handover.disputed', childId, body: { epoch, signer, first, second, toldBy } satisfies Disputed }]);
}

/**
 * Says at one node that who governs has decided between two custodians: this node may act on the child again, and the other one
 * closes or hands over in its turn. Refuses `not-found` (child, or no open dispute at that place).
 */
export const settle = command({
  name: 'handover.settle-dispute',
  input: settleDispute.input,
  scope: { roles: ['coordinator'], needsStepUp: true },
  load: async (unit, { childId, epoch }) => {
    const open = await requireOpenFile(unit, childId);
    if (!open.ok) return open;
    const isOpen = (await disputesOf(unit, childId)).some((dispute) => dispute.epoch === epoch && dispute.settled_at === null);
    return isOpen ? succeed(epoch) : refuse('not-found', { what: 'dispute' });
  },
  decide: (epoch, { childId, reason }) => succeed({ operations: [{ kind: 'handover.dispute-settled', childId, body: { epoch, reason } satisfies DisputeSettled }], output: { epoch } }),
});
