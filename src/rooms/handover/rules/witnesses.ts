import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { rowsOf, type CustodyState } from './state.ts';
import { witnessesWanted } from './queries.ts';

/**
 * The peers that shall also hold the genesis of a child (R12): as many as are wanted, spread over all peers by the letters
 * of the child's identifier, so that no peer holds the intakes of a whole agency. The same answer for the same peers.
 */
export function witnessesFor({ peers }: Pick<CustodyState, 'peers'>, childId: ChildId): NodeId[] {
  const known = rowsOf(peers).map(([node]) => node).sort();
  const first = Array.from(childId).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return Array.from({ length: Math.min(witnessesWanted, known.length) }, (_, index) => known[(first + index) % known.length]!);
}
