import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { settleEnding, type EndingSettled } from '../schema.ts';
import { findHandovers, findOrder, readTerms } from '../store/read.ts';
import { requireHandover } from './reach.ts';
import type { WantedTerms } from './prepare-offer.ts';

/** An offer of ours that ended without custody moving, with what would be said again. */
export interface EndedOffer {
  readonly to: NodeId;
  readonly childIds: readonly ChildId[];
  readonly canTake: readonly ChildId[];
  /** Whom to ask next, in order: first the node to which the receiver pointed. */
  readonly order: readonly NodeId[];
  readonly terms: WantedTerms;
}

export async function findEndedOffer(unit: UnitOfWork, handoverId: Uuid): Promise<EndedOffer | null> {
  const record = (await findHandovers(unit, { handoverId, isOpen: false })).find(({ direction, mode }) => direction === 'outgoing' && mode !== 'pull');
  const first = record?.childIds[0];
  const said = first && (await readTerms(unit, [handoverId])).get(`${handoverId} ${first}`)?.terms;
  if (!record || !said || (record.status !== 'declined' && record.status !== 'withdrawn')) return null;
  const { agreementId: _agreement, agreementVersion: _version, decideBy: _decideBy, keepTogether: _together, ...terms } = said;
  const redirect = record.ending?.redirect ?? null;
  return {
    to: record.peer, childIds: record.childIds, canTake: record.ending?.canTake ?? [], terms,
    order: [...(redirect === null || redirect === unit.node.nodeId ? [] : [redirect]), ...(await findOrder(unit, handoverId))],
  };
}

/** Says what follows from an offer that nobody took: until then it stands in the alarms. Refuses `not-found`, `handover-not-open` (still open). */
export const settle = command({
  name: 'handover.settle-ending',
  input: settleEnding.input,
  scope: { roles: custodyRoles, allowsNode: true },
  load: async (unit, { handoverId }): Promise<Result<readonly ChildId[]>> => {
    const record = await requireHandover(unit, handoverId, 'outgoing');
    if (!record.ok) return record;
    const { status, childIds } = record.value;
    return status === 'declined' || status === 'withdrawn' ? succeed(childIds) : refuse('handover-not-open', { handoverId });
  },
  decide: (childIds, { handoverId, decision }) => succeed({
    operations: childIds.map((childId) => ({ kind: 'handover.ending-settled', childId, body: { handoverId, decision } satisfies EndingSettled })),
    output: { handoverId, status: decision },
  }),
});
