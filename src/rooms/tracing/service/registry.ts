import type { TSchema } from 'typebox';
import type { ChildId } from '#kernel/identifier.ts';
import { asNode, nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { recordedAfter } from '#platform/ledger/follow.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';
import { annulledAmong } from '#rooms/case/index.ts';
import { countChildren, summariesAfter, summariesOf, type PersonSummary } from '#rooms/person/index.ts';
import { toSearchRecord } from '#rooms/person/rules.ts';
import type { Candidate, PersonRecord, SearchOptions } from '../engine.ts';
import { createIndexHere, createIndexThread, type IndexHost } from './index-host.ts';

/** All children of one node in memory, by what people call them; kept current from the log, whichever process wrote it. */
export interface Registry {
  /** Children that the last search looked at. */
  readonly size: number;
  /** Resolves when every child recorded before the start can be found. */
  ready(): Promise<void>;
  /** Takes in what was recorded since: a search does it by itself, but finds less to do after this. */
  refresh(): Promise<void>;
  /** The most probable records, of all that was committed before. */
  search(unit: Pick<UnitOfWork, 'transaction'>, query: PersonRecord, options: SearchOptions): Promise<readonly Candidate[]>;
  close(): Promise<void>;
}

const pageSize = 1000;
/** Kinds of operations after which a child is found under other names, or not any more. */
const kinds = ['person.%', 'case.annulled'];
/** From so many children on, the index has a thread of its own: below, a search takes less than 5 ms. */
const threadFrom = 50_000;

/** @param options `threadFrom`: number of children from which the index has its own thread */
export function createRegistry(node: NodeServices, options: { readonly threadFrom?: number } = {}): Registry {
  let host: IndexHost = createIndexHere();
  /** Up to here the log is in the index. */
  let sequence = 0;
  let reading: Promise<void> | undefined;
  const look = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => transact(node.database, nodeScope(node.clock.now()), work);
  /** Whose file was annulled is not found any more. */
  const recordsOf = async (transaction: Transaction, summaries: readonly PersonSummary[]): Promise<PersonRecord[]> => {
    const annulled = await annulledAmong(transaction, summaries.map(({ childId }) => childId));
    return summaries.filter(({ childId }) => !annulled.has(childId)).map(({ childId, values }) => toSearchRecord(values, childId));
  };

  const readAll = async (): Promise<void> => {
    const count = await look(countChildren);
    host = count >= (options.threadFrom ?? threadFrom) ? createIndexThread() : createIndexHere();
    // what is recorded while the pages are read comes again with the first refresh
    ({ sequence } = await look((transaction) => recordedAfter(transaction, kinds, Number.MAX_SAFE_INTEGER)));
    let last: ChildId | null = null;
    for (;;) {
      const after: ChildId | null = last;
      last = await look(async (transaction) => {
        const page = await summariesAfter({ node, transaction }, after, pageSize);
        host.put(await recordsOf(transaction, page), []);
        return page.length < pageSize ? null : page.at(-1)!.childId;
      });
      if (last === null) return;
    }
  };
  const ready = (): Promise<void> => {
    if (host.isBroken) reading = undefined;
    reading ??= readAll().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
  const takeIn = async (transaction: Transaction): Promise<void> => {
    const recorded = await recordedAfter(transaction, kinds, sequence);
    const records = recorded.childIds.length === 0 ? [] : await recordsOf(transaction, await summariesOf({ node, transaction }, recorded.childIds));
    // another call was quicker and has seen more: what was read here may be older
    if (recorded.sequence < sequence) return;
    if (recorded.childIds.length > 0) {
      const there = new Set(records.map(({ key }) => key));
      host.put(records, recorded.childIds.filter((childId) => !there.has(childId)));
    }
    sequence = recorded.sequence;
  };

  return {
    get size() { return host.size; },
    ready,
    refresh: async () => {
      await ready();
      await look(takeIn);
    },
    search: async ({ transaction }, query, searchOptions) => {
      await ready();
      await asNode(transaction, () => takeIn(transaction));
      return host.search(query, searchOptions);
    },
    close: () => host.close(),
  };
}

/** The verb, asked only once the registry is there: a request that waits for it holds no connection. */
export const whenReady = <I extends TSchema, Output>(registry: Registry, verb: Verb<I, Output>): Verb<I, Output> => ({
  ...verb,
  run: async (node, caller, input) => {
    await registry.ready();
    return verb.run(node, caller, input);
  },
});
