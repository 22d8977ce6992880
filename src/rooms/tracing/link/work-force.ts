import { Worker } from 'node:worker_threads';
import type { BlockingOptions } from '../rules/candidate-pairs.ts';
import { joinSamples, type PairSample } from '../rules/pair-sample.ts';
import { tableColumns, type RecordTable } from '../rules/record-table.ts';
import { joinPairs, type ComparedPairs } from '../rules/score-pairs.ts';
import { createHand, type SampleTask, type ScoreTask } from './hand.ts';
import type { WorkerData } from './link-worker.ts';

/** Records below which threads cost more than they bring. */
const fewRecords = 15_000;

/** The hands that compare: this thread for a small file, worker threads that share the table's columns for a large one. */
export interface WorkForce {
  readonly hands: number;
  sample(task: SampleTask, onProgress: (share: number) => void): Promise<PairSample>;
  score(task: ScoreTask, onProgress: (share: number) => void): Promise<ComparedPairs>;
  close(): Promise<void>;
}

/**
 * @param boundary where two files are linked, the first slot of the second
 * @param threadsFrom records from which threads are used
 */
export function createWorkForce(table: RecordTable, extraFields: number, mostInBlock: number, boundary: number | undefined, workers: number, threadsFrom = fewRecords): WorkForce {
  const blocking = (worker: number, of: number): BlockingOptions => ({ mostInBlock, worker, workers: of, ...(boundary === undefined ? {} : { boundary }) });
  if (table.count < threadsFrom || workers < 2) {
    const hand = createHand(table, extraFields, blocking(0, 1));
    return {
      hands: 1,
      sample: (task, onProgress) => Promise.resolve(joinSamples([hand.sample(task, onProgress)])),
      score: (task, onProgress) => Promise.resolve(joinCompared([hand.score(task, onProgress)])),
      close: () => Promise.resolve(),
    };
  }
  const columns = shared(tableColumns(table));
  const threads = Array.from({ length: workers }, (_, worker) =>
    new Worker(new URL('./link-worker.ts', import.meta.url), { workerData: { columns, extraFields, blocking: blocking(worker, workers) } satisfies WorkerData }));
  const ask = <T>(task: SampleTask | ScoreTask, onProgress: (share: number) => void): Promise<T[]> => {
    const progress = threads.map(() => 0);
    return Promise.all(threads.map((thread, index) => new Promise<T>((resolve, reject) => {
      const listen = (message: { readonly progress?: number; readonly result?: T }): void => {
        if (message.progress !== undefined) {
          progress[index] = message.progress;
          onProgress(progress.reduce((sum, share) => sum + share, 0) / threads.length);
          return;
        }
        thread.off('message', listen);
        thread.off('error', reject);
        resolve(message.result!);
      };
      thread.on('message', listen);
      thread.once('error', reject);
      thread.postMessage(task);
    })));
  };
  return {
    hands: workers,
    sample: async (task, onProgress) => joinSamples(await ask<PairSample>(task, onProgress)),
    score: async (task, onProgress) => joinCompared(await ask<ComparedPairs>(task, onProgress)),
    close: async () => { await Promise.all(threads.map((thread) => thread.terminate())); },
  };
}

const joinCompared = (parts: readonly ComparedPairs[]): ComparedPairs =>
  ({ ...joinPairs(parts), looked: parts.reduce((sum, part) => sum + part.looked, 0), compared: parts.reduce((sum, part) => sum + part.compared, 0) });

type Columns = Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** The same structure with its typed arrays in shared memory, so that every thread reads the same one. */
function shared<T>(value: T): T {
  if (ArrayBuffer.isView(value)) {
    const from = value as unknown as Columns;
    const copy = new (from.constructor as new (buffer: SharedArrayBuffer) => Columns)(new SharedArrayBuffer(from.byteLength));
    copy.set(from);
    return copy as unknown as T;
  }
  if (Array.isArray(value)) return value.map(shared) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shared(part as unknown)])) as T;
}
