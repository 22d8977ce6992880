import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { command } from '#platform/ledger/command.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { confirmArrival, type Arrived } from '../schema.ts';
import { findHandovers } from '../store/read.ts';

interface Received {
  readonly childIds: readonly ChildId[];
  readonly status: string;
}

/**
 * Confirms that the children are here and how they are: the first contact, a fact of its own beside custody.
 * Refuses `not-found`, `handover-not-open` before custody has come.
 */
export const arrive = command({
  name: 'handover.arrive',
  input: confirmArrival.input,
  scope: { roles: [...new Set([...custodyRoles, ...fileRoles])] },
  load: async (unit, { handoverId }): Promise<Result<Received>> => {
    const record = (await findHandovers(unit, { handoverId })).find(({ direction }) => direction === 'incoming');
    if (!record) return refuse('not-found');
    if (record.status !== 'taken') return refuse('handover-not-open', { handoverId });
    for (const childId of record.childIds) {
      const open = await requireOpenFile(unit, childId);
      if (!open.ok) return open;
    }
    return succeed({ childIds: record.childIds, status: record.status });
  },
  decide: ({ childIds, status }, { handoverId, condition, at }) => succeed({
    operations: childIds.map((childId) => ({ kind: 'handover.arrived', childId, body: { handoverId, condition, at } satisfies Arrived })),
    output: { handoverId, status },
  }),
});
