import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createSearchIndex, type Candidate, type PersonRecord, type SearchOptions } from '../engine.ts';

/** Where a search index lives. What is put in is found by the searches that are asked after it. */
export interface IndexHost {
  /** Children in the index, as of the last answer. */
  readonly size: number;
  /** The thread broke down: the index is gone. */
  readonly isBroken: boolean;
  put(records: readonly PersonRecord[], removed: readonly string[]): void;
  search(query: PersonRecord, options: SearchOptions): Promise<readonly Candidate[]>;
  close(): Promise<void>;
}

/** What a thread is told; `put` has no answer. */
export type IndexMessage =
  | { readonly kind: 'put'; readonly records: readonly PersonRecord[]; readonly removed: readonly string[] }
  | { readonly kind: 'search'; readonly question: number; readonly query: PersonRecord; readonly options: SearchOptions };

export interface IndexAnswer {
  readonly question: number;
  readonly candidates: readonly Candidate[];
  readonly size: number;
}

/** In this thread: for registries that are searched in a few milliseconds. */
export function createIndexHere(): IndexHost {
  const index = createSearchIndex();
  return {
    get size() { return index.size; },
    isBroken: false,
    put(records, removed) {
      for (const key of removed) index.remove(key);
      for (const record of records) index.upsert(record);
    },
    search: (query, options) => Promise.resolve(index.search(query, options)),
    close: () => Promise.resolve(),
  };
}

/** In a thread of its own, so that no request waits while a million records are looked at. */
export function createIndexThread(): IndexHost {
  const thread = new Worker(path.join(import.meta.dirname, 'index-worker.ts'));
  const waiting = new Map<number, { readonly resolve: (candidates: readonly Candidate[]) => void; readonly reject: (error: Error) => void }>();
  let questions = 0;
  let size = 0;
  let failure: Error | undefined;
  const tell = (message: IndexMessage): void => thread.postMessage(message);
  thread.unref();
  thread.on('message', (answer: IndexAnswer) => {
    size = answer.size;
    waiting.get(answer.question)?.resolve(answer.candidates);
    waiting.delete(answer.question);
  });
  const fail = (error: Error): void => {
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('the search thread has ended')));
  return {
    get size() { return size; },
    get isBroken() { return failure !== undefined; },
    put: (records, removed) => tell({ kind: 'put', records, removed }),
    search: (query, options) => new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      questions += 1;
      waiting.set(questions, { resolve, reject });
      tell({ kind: 'search', question: questions, query, options });
    }),
    close: async () => { await thread.terminate(); },
  };
}
