import { parentPort } from 'node:worker_threads';
import { pointLength } from './blind-set.ts';
import { countOf, multiplySome, type CurveJob } from './curve-work.ts';

parentPort!.once('message', (job: CurveJob) => {
  const points = new Uint8Array(countOf(job) * pointLength);
  const isDone = multiplySome(job, 0, countOf(job), points);
  parentPort!.postMessage(isDone ? points : null, isDone ? [points.buffer] : []);
});
