import { decideCustody, isReleased, rowsOf, type CustodyCommand, type CustodyState } from '#rooms/handover/rules.ts';
import type { Configuration } from './configuration.ts';

/* What the kernel has no code for: designs without R5, R7, R8, R11 or R12, built around it to show that the rule is needed. */

/** One thing that people or timers at a node may do now. */
export interface Step {
  readonly label: string;
  readonly after: CustodyState;
  readonly kind: CustodyCommand['kind'] | 'drop-acceptance';
  /** The child of a registration, else -1. */
  readonly child: number;
  /** The handover that this step accepts (a request is an acceptance), else -1. */
  readonly accepts: number;
}

/** Changes what a command leaves behind (R7, R8, R12). */
export function spoil({ flaw }: Configuration, after: CustodyState, before: CustodyState): CustodyState {
  if (flaw === 'release-forgotten') {
    return { ...after, outgoing: mapRows(after.outgoing, (row) => (row.status === 'committed' ? { ...row, status: 'acknowledged' } : row)) };
  }
  if (flaw === 'intake-unwitnessed') return { ...after, intakes: mapRows(after.intakes, (row) => ({ ...row, witnessedBy: row.asked })) };
  const purged = flaw === 'forwarding-purged' ? rowsOf(before.outgoing).find(([id, row]) => isReleased(row) && !after.outgoing[id])?.[0] : undefined;
  if (!purged) return after;
  return { ...after, custody: Object.fromEntries(rowsOf(after.custody).filter(([, row]) => row.handoverId !== purged)) };
}

/** Steps that the kernel does not offer (R5, R11). */
export function flawedSteps({ flaw, rules }: Configuration, state: CustodyState): Step[] {
  const unmarked = { child: -1, accepts: -1 };
  if (flaw === 'acceptance-expires') {
    return rowsOf(state.incoming).filter(([, { status }]) => status === 'accepted').map(([id, row]) => ({
      ...unmarked, kind: 'drop-acceptance', label: `${state.self} drops its acceptance of ${id}`,
      after: { ...state, incoming: { ...state.incoming, [id]: { ...row, status: 'withdrawn' } } },
    }));
  }
  if (flaw !== 'group-split') return [];
  return rowsOf(state.outgoing).filter(([, { status, group }]) => status === 'agreed' && group.length > 1).flatMap(([id, row]) =>
    row.group.flatMap((alone): Step[] => {
      const custody = mapRows(state.custody, (record, child) => (child === alone.childId ? record : { ...record, encumberedBy: null }));
      const split: CustodyState = { ...state, custody, outgoing: { ...state.outgoing, [id]: { ...row, group: [alone] } } };
      const decided = decideCustody(split, { kind: 'commit', handoverId: id }, rules);
      return decided.ok ? [{ ...unmarked, kind: 'commit', label: `${state.self} commits ${id} for ${alone.childId} only`, after: decided.value }] : [];
    }));
}

const mapRows = <Key extends string, Row>(table: Readonly<Record<Key, Row>>, change: (row: Row, key: Key) => Row): Readonly<Record<Key, Row>> =>
  Object.fromEntries(rowsOf(table).map(([key, row]) => [key, change(row, key)])) as Record<Key, Row>;
