import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { entryOf, type PairEntry } from '../rules/operations.ts';
import { foldPair, type Pair } from '../rules/pair.ts';
import { tablesOf, type PairRow, type Within } from './tables.ts';

const historyContext = 'tracing.pair';
const columns = ['child_id', 'history_sealed'] as const;

async function entriesOf({ node, transaction }: Within, row: Pick<PairRow, 'child_id' | 'history_sealed'>): Promise<PairEntry[] | null> {
  const opened = await node.vault.openForChild(transaction, row.child_id, row.history_sealed, historyContext);
  return opened.ok ? (opened.value as PairEntry[]) : null;
}

async function foldRows(within: Within, rows: readonly Pick<PairRow, 'child_id' | 'history_sealed'>[]): Promise<Pair[]> {
  await within.node.vault.loadChildKeys(within.transaction, rows.map((row) => row.child_id));
  const pairs: Pair[] = [];
  for (const row of rows) {
    const entries = await entriesOf(within, row);
    const pair = entries && foldPair(row.child_id, entries);
    if (pair) pairs.push(pair);
  }
  return pairs;
}

export async function findPair(within: Within, pairId: Uuid): Promise<Pair | null> {
  const rows = await tablesOf(within.transaction).selectFrom('tracing.pair').select(columns).where('pair_id', '=', pairId).execute();
  return (await foldRows(within, rows))[0] ?? null;
}

/** Pairs within reach, the most probable first; those that speak of one child no more are left out. */
export const findPairs = async (within: Within, state: PairRow['state'], limit: number): Promise<Pair[]> =>
  foldRows(within, await tablesOf(within.transaction).selectFrom('tracing.pair').select(columns).where('state', '=', state).where('is_gone', '=', false)
    .orderBy('probability', 'desc').orderBy('pair_id').limit(limit).execute());

/** Every pair that a child stands in. */
export const pairsOf = async (within: Within, childId: ChildId): Promise<Pair[]> =>
  foldRows(within, await tablesOf(within.transaction).selectFrom('tracing.pair').select(columns).where((where) => where.or([where('child_id', '=', childId), where('other_child_id', '=', childId)])).execute());

/** Children whose file was joined into another. */
export async function joinedAmong({ transaction }: Within, childIds: readonly ChildId[]): Promise<Set<ChildId>> {
  if (childIds.length === 0) return new Set();
  const rows = await tablesOf(transaction).selectFrom('tracing.pair').select('joined_child_id').where('joined_child_id', '=', sql<ChildId>`any(${childIds})`).execute();
  return new Set(rows.flatMap((row) => row.joined_child_id ?? []));
}

/** Writes a pair from operations about it, in their order. */
export async function projectPair(within: Within, operations: readonly Operation[]): Promise<void> {
  const { node, transaction } = within;
  const childId = operations[0]!.childId!;
  const fresh = operations.map((operation) => entryOf(operation) as PairEntry);
  const known = await tablesOf(transaction).selectFrom('tracing.pair').select(columns).where('pair_id', '=', fresh[0]!.body.pairId).executeTakeFirst();
  const entries = [...((known && (await entriesOf(within, known))) ?? []), ...fresh];
  const pair = foldPair(childId, entries);
  if (!pair) return;
  const row = {
    child_id: childId, other_child_id: pair.other, state: pair.state, is_gone: pair.isGone, probability: pair.probability, joined_child_id: pair.state === 'joined' ? pair.judged!.joined : null,
    found_at: pair.foundAt, history_sealed: await node.vault.sealForChild(transaction, childId, entries, historyContext),
  };
  await tablesOf(transaction).insertInto('tracing.pair').values({ pair_id: pair.pairId, ...row }).onConflict((conflict) => conflict.column('pair_id').doUpdateSet(row)).execute();
}
