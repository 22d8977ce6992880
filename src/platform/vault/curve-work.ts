import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { multiply, pointLength, pointOf } from './blind-set.ts';

/** Points to be multiplied by one number: given as they are, or as the facts that they stand for under a salt. */
export type CurveJob =
  | { readonly secret: KeyObject; readonly points: Uint8Array }
  | { readonly secret: KeyObject; readonly facts: readonly string[]; readonly salt: Uint8Array };

/** Points from which a thread of its own is begun: a point takes some hundred microseconds, a thread a tenth of a second. */
export const manyPoints = 512;
/** Points that are worked out in this thread before others are served. */
const atOnce = 64;

export const countOf = (job: CurveJob): number => ('facts' in job ? job.facts.length : Math.floor(job.points.length / pointLength));

/** The point at one place of a job, multiplied. */
const pointAt = (job: CurveJob, place: number): Result<Buffer> =>
  multiply(job.secret, 'facts' in job ? pointOf(job.salt, job.facts[place]!) : job.points.subarray(place * pointLength, (place + 1) * pointLength));

/** Multiplies so many points from a place on into `into`; false when one of them is none. */
export function multiplySome(job: CurveJob, from: number, to: number, into: Uint8Array): boolean {
  for (let place = from; place < to; place++) {
    const point = pointAt(job, place);
    if (!point.ok) return false;
    into.set(point.value, place * pointLength);
  }
  return true;
}

/**
 * All points of a job multiplied, in their order: few of them here, many in a thread of its own, so that the node answers meanwhile. Refuses
 * `message-malformed`, reason `point`, as `multiply`.
 */
export async function multiplyAll(job: CurveJob): Promise<Result<Buffer>> {
  const multiplied = countOf(job) < manyPoints ? await multiplyHere(job) : await multiplyInThread(job);
  return multiplied === null ? refuse('message-malformed', { reason: 'point' }) : succeed(multiplied);
}

async function multiplyHere(job: CurveJob): Promise<Buffer | null> {
  const count = countOf(job);
  const into = Buffer.alloc(count * pointLength);
  for (let from = 0; from < count; from += atOnce) {
    if (!multiplySome(job, from, Math.min(count, from + atOnce), into)) return null;
    await setImmediate();
  }
  return into;
}

function multiplyInThread(job: CurveJob): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./curve-worker.ts', import.meta.url));
    thread.once('message', (points: Uint8Array | null) => {
      resolve(points === null ? null : Buffer.from(points.buffer, points.byteOffset, points.byteLength));
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread of points has ended before its work')));
    thread.postMessage(job);
  });
}
