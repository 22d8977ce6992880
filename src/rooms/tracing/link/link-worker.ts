import { parentPort, workerData } from 'node:worker_threads';
import { readNameKnowledge } from '../names.ts';
import type { BlockingOptions } from '../rules/candidate-pairs.ts';
import { tableFrom, type TableColumns } from '../rules/record-table.ts';
import { createHand, type SampleTask, type ScoreTask } from './hand.ts';

export interface WorkerData {
  readonly columns: TableColumns;
  readonly extraFields: number;
  readonly blocking: BlockingOptions;
}

const { columns, extraFields, blocking } = workerData as WorkerData;
const hand = createHand(tableFrom(readNameKnowledge(), columns), extraFields, blocking);
const port = parentPort!;
port.on('message', (task: SampleTask | ScoreTask) => {
  const onShare = (share: number): void => port.postMessage({ progress: share });
  const result = task.kind === 'sample' ? hand.sample(task, onShare) : hand.score(task, onShare);
  // handed over, not copied: the largest things of a batch
  port.postMessage({ result }, Object.values(result).filter((part) => ArrayBuffer.isView(part)).map(({ buffer }) => buffer as ArrayBuffer));
});
