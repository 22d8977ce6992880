import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { CustodyRecord, CustodyState, Incoming, Intake, NodeMode, Outgoing, PeerRecord } from './state.ts';

/** Changed rows by key; null for a row that is to be deleted. */
type RowChanges<Key extends string, Row> = Readonly<Record<Key, Row | null>>;

/** What a transaction has to save. */
export interface CustodyChanges {
  /** Null when neither incarnation nor mode changed. */
  readonly node: { readonly incarnation: number; readonly mode: NodeMode } | null;
  readonly peers: RowChanges<NodeId, PeerRecord>;
  readonly custody: RowChanges<ChildId, CustodyRecord>;
  readonly outgoing: RowChanges<Uuid, Outgoing>;
  readonly incoming: RowChanges<Uuid, Incoming>;
  readonly intakes: RowChanges<ChildId, Intake>;
  readonly witnessed: RowChanges<ChildId, NodeId>;
}

/** The rows that differ between two states of one node; works on slices as on whole states. */
export function changesBetween(before: CustodyState, after: CustodyState): CustodyChanges {
  const { incarnation, mode } = after;
  return {
    node: before.incarnation === incarnation && before.mode === mode ? null : { incarnation, mode },
    peers: changedRows(before.peers, after.peers),
    custody: changedRows(before.custody, after.custody),
    outgoing: changedRows(before.outgoing, after.outgoing),
    incoming: changedRows(before.incoming, after.incoming),
    intakes: changedRows(before.intakes, after.intakes),
    witnessed: changedRows(before.witnessed, after.witnessed),
  };
}

function changedRows<Key extends string, Row>(before: Readonly<Record<Key, Row>>, after: Readonly<Record<Key, Row>>): RowChanges<Key, Row> {
  if (before === after) return {} as RowChanges<Key, Row>;
  const changed = Object.entries<Row>(after).filter(([key, row]) => !isSameRow(before[key as Key], row));
  const deleted = Object.keys(before).filter((key) => !Object.hasOwn(after, key)).map((key) => [key, null] as const);
  return Object.fromEntries([...changed, ...deleted]) as RowChanges<Key, Row>;
}

/** Rows are plain JSON that is only ever spread, so equal rows have equal text. */
const isSameRow = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
