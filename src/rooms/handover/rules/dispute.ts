import type { ChainLink } from '../schema/operations.ts';

type Claim = Pick<ChainLink, 'childId' | 'epoch' | 'from' | 'to' | 'blockHash'>;

/**
 * Whether two proven links contradict each other: one node signed the same child, at the same place of her chain, to two different
 * successors (custody/1 section 10). A block that was signed anew after a restore names the same successor and says nothing else:
 * that is a repetition.
 */
export const contradicts = (one: Claim, other: Claim): boolean =>
  one.childId === other.childId && one.epoch === other.epoch && one.from === other.from && one.blockHash !== other.blockHash && one.to !== other.to;
