import { parentPort, workerData } from 'node:worker_threads';
import { readNameKnowledge } from '../names.ts';
import type { BlockingOptions } from '../rules/candidate-pairs.ts';
import type { Model } from '../rules/model.ts';
import { samplePairs } from '../rules/pair-sample.ts';
import { tableFrom, type TableColumns } from '../rules/record-table.ts';
import { scorePairs, type Keeping } from '../rules/score-pairs.ts';

export interface WorkerData {
  readonly columns: TableColumns;
  readonly extraFields: number;
  readonly blocking: BlockingOptions;
}
export type Task = { readonly kind: 'sample'; readonly oneIn: number } | { readonly kind: 'score'; readonly model: Model; readonly keeping: Keeping };

const { columns, extraFields, blocking } = workerData as WorkerData;
const table = tableFrom(readNameKnowledge(), columns);
const port = parentPort!;
port.on('message', (task: Task) => {
  const onFamily = (done: number, families: number): void => port.postMessage({ progress: done / families });
  port.postMessage({ result: task.kind === 'sample' ? samplePairs(table, extraFields, blocking, task.oneIn, onFamily) : scorePairs(table, extraFields, task.model, blocking, task.keeping, onFamily) });
});
