import { leastNear, type NearWords } from '../rules/near-words.ts';
import type { Similarity } from '../rules/similarity.ts';
import type { TokenPool } from '../rules/token-pool.ts';

/** What `assembly/words.ts` exports. Addresses and numbers are plain integers. */
interface WordsModule {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  loadPattern(at: number, length: number): void;
  similarityTo(at: number, length: number): number;
  nearWords(letters: number, starts: number, lengths: number, masks: number, count: number, word: number, least: number, into: number, similarities: number): number;
}

const pageBytes = 65_536;

/** Makes memory at least `bytes` long. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

const instantiate = (module: WebAssembly.Module): WordsModule => new WebAssembly.Instance(module).exports as unknown as WordsModule;

/** The twin of `createSimilarity`: letters are copied over for each word, so it pays for many comparisons of one pattern only. */
export function createSimilarityKernel(module: WebAssembly.Module): Similarity {
  const { memory, heapBase, loadPattern, similarityTo } = instantiate(module);
  const at = heapBase();
  growTo(memory, at + 256);
  const letters = new Uint8Array(memory.buffer, at, 256);
  const copy = (pool: Uint8Array, start: number, length: number): void => letters.set(pool.subarray(start, start + length));
  return {
    load(pool, start, length) {
      copy(pool, start, length);
      loadPattern(at, length);
    },
    to(pool, start, length) {
      copy(pool, start, length);
      return similarityTo(at, length);
    },
  };
}

/** The twin of `createNearWords`. The kernel keeps its own copy of the pool; what was interned since the last call is added to it. */
export function createNearWordsKernel(module: WebAssembly.Module): (pool: TokenPool) => NearWords {
  return (pool) => {
    const { memory, heapBase, nearWords } = instantiate(module);
    const start = heapBase();
    let capacity = 0;
    let letterCapacity = 0;
    let copied = 0;
    const places = { similarities: 0, starts: 0, masks: 0, into: 0, lengths: 0, letters: 0 };

    const layOut = (letterCount: number): void => {
      capacity = Math.max(4096, pool.count + (pool.count >> 2));
      letterCapacity = Math.max(65_536, letterCount + (letterCount >> 2));
      places.similarities = start;
      places.starts = places.similarities + 8 * capacity;
      places.masks = places.starts + 4 * capacity;
      places.into = places.masks + 4 * capacity;
      places.lengths = places.into + 4 * capacity;
      places.letters = places.lengths + capacity;
      growTo(memory, places.letters + letterCapacity);
      copied = 0;
    };
    const copyNew = (): void => {
      const { count, letters, starts, lengths, masks } = pool;
      const letterCount = count === 0 ? 0 : starts[count - 1]! + lengths[count - 1]!;
      if (count > capacity || letterCount > letterCapacity) layOut(letterCount);
      const { buffer } = memory;
      const from = copied === 0 ? 0 : starts[copied]!;
      new Uint32Array(buffer, places.starts, count).set(starts.subarray(copied, count), copied);
      new Int32Array(buffer, places.masks, count).set(masks.subarray(copied, count), copied);
      new Uint8Array(buffer, places.lengths, count).set(lengths.subarray(copied, count), copied);
      new Uint8Array(buffer, places.letters, letterCount).set(letters.subarray(from, letterCount), from);
      copied = count;
    };

    return {
      each(word, found) {
        if (pool.count > copied) copyNew();
        const count = nearWords(places.letters, places.starts, places.lengths, places.masks, pool.count, word, leastNear, places.into, places.similarities);
        const into = new Uint32Array(memory.buffer, places.into, count);
        const similarities = new Float64Array(memory.buffer, places.similarities, count);
        for (let index = 0; index < count; index++) found(into[index]!, similarities[index]!);
      },
      forget: (count) => { copied = Math.min(copied, count); },
    };
  };
}
