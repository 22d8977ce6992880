import type { Instant } from '#kernel/instant.ts';
import type { CustodyView } from '../schema.ts';

/** `held`: responsible. `both`: a handover in which both answer. `asked`: asked to take over, nothing more. */
export type StretchKind = 'held' | 'both' | 'asked';

interface Party {
  readonly nodeId: string;
  readonly shortName: string;
}

/** One stretch of one agency's lane: the columns that it covers, from the first registration at 0 to what is pending. */
export interface Stretch {
  readonly kind: StretchKind;
  readonly column: number;
  readonly from: Instant;
  readonly until: Instant | null;
}
export interface Lane {
  readonly nodeId: string;
  readonly name: string;
  readonly stretches: readonly Stretch[];
}
export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly columns: number;
  /** Responsibilities before the first one that is drawn. */
  readonly earlier: number;
}

/** Statuses in which the receiver has given its binding word: it answers for the child beside the sender. */
const bothAnswer: ReadonlySet<string> = new Set(['agreed', 'committed', 'accepted', 'retracting', 'requested']);
/** More than these do not fit a phone; the list beneath has them all. */
const mostColumns = 6;

/** The chain as lanes, one an agency in the order in which it first had the child; what is pending is a column after the last. */
export function lanesOf({ chain, pending, custodian }: Pick<CustodyView, 'chain' | 'pending' | 'custodian'>, us: Party): Lanes {
  const tenures = chain.toSorted((one, other) => one.epoch - other.epoch);
  const drawn = tenures.slice(-(mostColumns - (pending.length > 0 ? 1 : 0)));
  const lanes = new Map<string, { readonly name: string; readonly stretches: Stretch[] }>();
  const add = ({ nodeId, shortName }: Party, stretch: Stretch): void => {
    const lane = lanes.get(nodeId) ?? { name: shortName, stretches: [] };
    lane.stretches.push(stretch);
    lanes.set(nodeId, lane);
  };
  for (const [column, { agency, from, until }] of drawn.entries()) add(agency, { kind: 'held', column, from, until });
  const now = drawn.length;
  for (const { peer, status, since, direction } of pending) {
    const kind = bothAnswer.has(status) ? 'both' : 'asked';
    add(direction === 'outgoing' ? peer : us, { kind, column: now, from: since, until: null });
    // whoever has her answers on until the receipt: held here, or by the one who offers
    if (kind === 'both' || pending.length === 1) add(direction === 'outgoing' ? custodian : peer, { kind: kind === 'both' ? 'both' : 'held', column: now, from: since, until: null });
  }
  return { lanes: [...lanes].map(([nodeId, lane]) => ({ nodeId, ...lane })), columns: now + (pending.length > 0 ? 1 : 0), earlier: tenures.length - drawn.length };
}
