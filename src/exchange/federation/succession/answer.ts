import type { NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { readLinksOf, succession, tellable } from '#rooms/handover/index.ts';
import type { BodyOf } from '../envelope/index.ts';

/** Children in one message: each brings her chain. */
const childrenAtOnce = 100;

interface Shares {
  /** At least one part, so that "none" is an answer too. */
  readonly parts: readonly (readonly Told[])[];
  readonly hidden: number;
}
interface Told extends succession.KnownOfLost {
  /** Her way is hidden from the root: it is told only that she is not lost. */
  readonly isMoved: boolean;
}

/**
 * What a root may hear of a lost node's children. Whose way is hidden from it is counted, not named: a child who fled must not be shown
 * to a body of her state by the loss of a server. Had she left the lost node before, her identifier and epoch go, without a place: else
 * the root would appoint somebody for a child who has a custodian.
 */
export async function sharesOf(unit: UnitOfWork, lost: NodeId, root: NodeId): Promise<Shares> {
  const told: Told[] = [];
  let hidden = 0;
  for (const known of await succession.findKnownOfLost(unit, lost)) {
    const isHidden = (await tellable(unit, known.childId, root)) !== 'all';
    if (isHidden && known.custodian === lost) hidden += 1;
    else told.push({ ...known, isMoved: isHidden });
  }
  const parts = Array.from({ length: Math.max(1, Math.ceil(told.length / childrenAtOnce)) }, (_, index) => told.slice(index * childrenAtOnce, (index + 1) * childrenAtOnce));
  return { parts, hidden };
}

export async function factsOfPart(unit: UnitOfWork, part: readonly Told[]): Promise<Pick<BodyOf<'LOST_ANSWER'>, 'facts' | 'moved'>> {
  const named = part.filter(({ isMoved }) => !isMoved);
  const chains = await readLinksOf(unit, named.map(({ childId }) => childId));
  return {
    facts: named.map(({ childId, epoch, custodian, previous, handoverId, origin, copy }) => ({
      cid: childId, epoch, origin, holder: custodian, prev: previous, hid: handoverId, copy,
      chain: (chains.get(childId) ?? []).filter((link) => link.epoch <= epoch).map(({ release, acceptance }) => ({ release, acceptance })),
    })),
    moved: part.filter(({ isMoved }) => isMoved).map(({ childId, epoch }) => ({ cid: childId, epoch })),
  };
}
