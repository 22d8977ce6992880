import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import type { NodeServices } from '#platform/services.ts';
import { annulledAmong } from '#rooms/case/index.ts';
import { summariesAfter, summariesOf, type PersonSummary } from '#rooms/person/index.ts';
import { toSearchRecord } from '#rooms/person/rules.ts';
import { createSearchIndex, type SearchIndex } from '../engine.ts';

/** All children of one node in memory, by what people call them; kept current from what is recorded. */
export interface Registry {
  readonly index: SearchIndex;
  /** Resolves when every child recorded before the start can be found. */
  ready(): Promise<void>;
  /** Takes in what was just recorded about these children. */
  refresh(operations: readonly Operation[]): Promise<void>;
}

const pageSize = 1000;

/** Starts reading the node's children at once; a search waits until they are all there. */
export function createRegistry(node: NodeServices): Registry {
  const index = createSearchIndex();
  const look = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => transact(node.database, nodeScope(node.clock.now()), work);
  const readAll = async (): Promise<void> => {
    let last: ChildId | null = null;
    for (;;) {
      const after: ChildId | null = last;
      const page: PersonSummary[] = await look((transaction) => summariesAfter({ node, transaction }, after, pageSize));
      await take(page);
      if (page.length < pageSize) return;
      last = page.at(-1)!.childId;
    }
  };
  /** Whose file was annulled is not found any more. */
  const take = async (summaries: readonly PersonSummary[]): Promise<void> => {
    const annulled = await look((transaction) => annulledAmong(transaction, summaries.map(({ childId }) => childId)));
    for (const { childId, values } of summaries) {
      if (annulled.has(childId)) index.remove(childId);
      else index.upsert(toSearchRecord(values, childId));
    }
  };
  let reading: Promise<void> | undefined;
  const ready = () => (reading ??= readAll());
  return {
    index,
    ready,
    refresh: async (operations) => {
      await ready();
      const childIds = [...new Set(operations.flatMap((operation) => (operation.kind.startsWith('person.') || operation.kind === 'case.annulled' ? (operation.childId ?? []) : [])))];
      if (childIds.length === 0) return;
      await take(await look((transaction) => summariesOf({ node, transaction }, childIds)));
    },
  };
}
