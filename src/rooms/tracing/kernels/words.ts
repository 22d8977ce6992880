import { leastNear, type NearWords } from '../rules/near-words.ts';
import type { Similarity } from '../rules/similarity.ts';
import type { TokenPool } from '../rules/token-pool.ts';

/** What `assembly/words.ts` exports. Addresses and numbers are plain integers. */
interface WordsModule {
  readonly memory: WebAssembly.Memory;
  scratch(): number;
  loadPattern(at: number, length: number): void;
  similarityTo(at: number, length: number): number;
  addWord(number: number, length: number): void;
  forgetFrom(number: number): void;
  nearWords(length: number, least: number): number;
  foundNumbers(): number;
  foundSimilarities(): number;
}

const pageBytes = 65_536;
const longestWord = 256;

/** Makes memory at least `bytes` long. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

const instantiate = (module: WebAssembly.Module): WordsModule => new WebAssembly.Instance(module, { env: { abort: () => { throw new Error('no memory is left for words'); } } }).exports as unknown as WordsModule;

/** Copies one word of a pool to where the kernel reads it. */
function createWriter({ memory, scratch }: WordsModule): (pool: Uint8Array, start: number, length: number) => void {
  let letters = new Uint8Array(memory.buffer, scratch(), longestWord);
  return (pool, start, length) => {
    // the view is of no use any more once the memory has grown
    if (letters.length === 0) letters = new Uint8Array(memory.buffer, scratch(), longestWord);
    for (let index = 0; index < length; index++) letters[index] = pool[start + index]!;
  };
}

/** The twin of `createSimilarity`: letters are copied over for each word, so it pays for many comparisons of one pattern only. */
export function createSimilarityKernel(module: WebAssembly.Module): Similarity {
  const kernel = instantiate(module);
  const copy = createWriter(kernel);
  return {
    load(pool, start, length) {
      copy(pool, start, length);
      kernel.loadPattern(kernel.scratch(), length);
    },
    to(pool, start, length) {
      copy(pool, start, length);
      return kernel.similarityTo(kernel.scratch(), length);
    },
  };
}

/**
 * The twin of `createNearWords`. The kernel keeps its own copy of the pool's words; those interned since the last call are added to it.
 * @param least similarity that is near
 */
export const createNearWordsKernel = (module: WebAssembly.Module, least = leastNear): ((pool: TokenPool) => NearWords) => (pool) => {
  const kernel = instantiate(module);
  const copy = createWriter(kernel);
  let copied = 0;
  let numbers = new Uint32Array();
  let similarities = new Float64Array();
  return {
    of(word) {
      const { count, letters, starts, lengths } = pool;
      for (; copied < count; copied++) {
        copy(letters, starts[copied]!, lengths[copied]!);
        kernel.addWord(copied, lengths[copied]!);
      }
      copy(letters, starts[word]!, lengths[word]!);
      const near = kernel.nearWords(lengths[word]!, least);
      const place = kernel.foundNumbers();
      // making a view takes as long as comparing with hundreds of words
      if (numbers.length < near || numbers.byteOffset !== place) {
        const { buffer } = kernel.memory;
        numbers = new Uint32Array(buffer, place, copied);
        similarities = new Float64Array(buffer, kernel.foundSimilarities(), copied);
      }
      return { count: near, numbers, similarities };
    },
    forget(count) {
      if (count >= copied) return;
      kernel.forgetFrom(count);
      copied = count;
    },
  };
};
