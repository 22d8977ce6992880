import { agreementOf, agreements, birthStart, createLook, crossedStart, extraStart, groupCount, sexStart, type GlanceWeights, type Look } from '../rules/glance.ts';
import { birthRelations } from '../rules/birth-relation.ts';
import type { RecordTable } from '../rules/record-table.ts';
import { drawSketches, sketchesIn, strideOf, type Sketches } from '../rules/sketch.ts';
import { loadKernel } from './load.ts';
import { growTo } from './words.ts';

/** What `assembly/glance.ts` exports. */
interface GlanceModule {
  look(
    sketches: number, stride: number, extras: number, weights: number, limit: number, slots: number, ones: number, count: number, reach: number, boundary: number, into: number,
  ): number;
}

/** Sketches in one memory of the shared kind, behind room for what each thread reads and writes; travels to worker threads as it is. */
export interface SharedSketches {
  readonly memory: WebAssembly.Memory;
  readonly from: number;
  readonly count: number;
  readonly extraFields: number;
}

const mostPages = 65_536;
/** Slots that follow each other of which the pairs are looked at in one call, and how far they reach at most. */
const [mostOnes, mostReach] = [512, 64];
const weightBytes = 4096;
const slotBytes = (mostOnes + mostReach) * 4;
const threadBytes = weightBytes + slotBytes + mostOnes * mostReach * 8;
/** Kinds of agreement that the kernel tells apart; `assembly/glance.ts` has their bits. */
const kinds = 12;

/** Draws the records of a table for so many threads. */
export function shareSketches(table: RecordTable, extraFields: number, threads: number): SharedSketches {
  const from = threads * threadBytes;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  growTo(memory, from + table.count * strideOf(extraFields) * 2);
  drawSketches(table, sketchesIn(memory.buffer as unknown as SharedArrayBuffer, from, table.count, extraFields));
  return { memory, from, count: table.count, extraFields };
}

export const sketchesOf = ({ memory, from, count, extraFields }: SharedSketches): Sketches => sketchesIn(memory.buffer as unknown as SharedArrayBuffer, from, count, extraFields);

/**
 * The fastest first look of this machine.
 * @param thread which of the threads that the sketches were shared for this one is
 * @param boundary where two files are linked, the first slot of the second; else 0
 */
export function bestLook(shared: SharedSketches, weights: GlanceWeights, thread: number, boundary: number): Look {
  const module = loadKernel('glance');
  return module === null ? createLook(sketchesOf(shared), weights, boundary) : createLookKernel(module, shared, weights, thread, boundary);
}

/** The twin of `createLook`, on eight codes at a time. */
export function createLookKernel(module: WebAssembly.Module, { memory, from: sketches, extraFields }: SharedSketches, { weights, limit }: GlanceWeights, thread: number, boundary: number): Look {
  const { look } = new WebAssembly.Instance(module, { env: { memory, abort: () => { throw new Error('the first look at pairs failed'); } } }).exports as unknown as GlanceModule;
  const weightsAt = thread * threadBytes;
  const slotsAt = weightsAt + weightBytes;
  const pairsAt = slotsAt + slotBytes;
  new Int32Array(memory.buffer, weightsAt).set(laidOut(weights, extraFields));
  const copied = new Uint32Array(memory.buffer, slotsAt, mostOnes + mostReach);
  const pairs = new Uint32Array(memory.buffer, pairsAt, mostOnes * mostReach * 2);
  return (slots, from, to, reach, found) => {
    if (reach > mostReach) throw new RangeError(`a look reaches ${mostReach} slots, not ${reach}`);
    for (let start = from; start < to; start += mostOnes) {
      const ones = Math.min(mostOnes, to - start);
      const count = Math.min(to - start, ones + reach);
      for (let index = 0; index < count; index++) copied[index] = slots[start + index]!;
      const end = 2 * look(sketches, strideOf(extraFields) * 2, extraFields, weightsAt, limit, slotsAt, ones, count, reach, boundary, pairsAt);
      for (let pair = 0; pair < end; pair += 2) found(pairs[pair]!, pairs[pair + 1]!);
    }
  };
}

/** The weights as the kernel reads them: for each group one for each kind of agreement. */
function laidOut(weights: Int32Array, extraFields: number): Int32Array {
  const group = (start: number): number[] => Array.from({ length: kinds }, (_, kind) => {
    const [shared, hasRest] = [kind >> 2, (kind & 3) === 3];
    return shared === 0 && !hasRest ? 0 : weights[start + agreementOf(shared, hasRest)]!;
  });
  const own = (start: number, count: number): number[] => [...weights.subarray(start, start + count)];
  return Int32Array.from([
    ...Array.from({ length: groupCount }, (_, index) => group(index * agreements)).flat(),
    0, ...own(crossedStart, 2),
    ...own(birthStart, birthRelations), ...own(sexStart, 2),
    ...Array.from({ length: extraFields }, (_, index) => group(extraStart + index * agreements)).flat(),
  ]);
}
