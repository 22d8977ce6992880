import { grown } from './columns.ts';
import { readLetters, writeLetters } from './letters.ts';

/**
 * Distinct texts, each stored once as letter codes with a small number of its own: about 25 bytes for a name, no objects.
 * Numbers are given in order of arrival; `truncate` forgets the newest (a query's own words, once it is answered).
 */
export interface TokenPool {
  readonly count: number;
  /** Letter codes of all tokens; token `id` has `lengths[id]` of them from `starts[id]` on. The arrays change when the pool grows. */
  readonly letters: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  /** One bit for each kind of letter in the token: a quick bound on similarity. */
  readonly masks: Int32Array;
  intern(text: string): number;
  /** The number of a text, or -1. */
  find(text: string): number;
  textOf(id: number): string;
  truncate(count: number): void;
  readonly bytes: number;
}

/** The plain arrays of a pool, as they travel to worker threads. */
export interface TokenPoolColumns {
  readonly count: number;
  readonly letters: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  readonly masks: Int32Array;
}

export const poolColumns = ({ count, letters, starts, lengths, masks }: TokenPool): TokenPoolColumns => ({ count, letters, starts, lengths, masks });

const longest = 252;

export function createTokenPool(from?: TokenPoolColumns): TokenPool {
  let count = from?.count ?? 0;
  let letters = from?.letters ?? new Uint8Array(4096);
  let starts = from?.starts ?? new Uint32Array(512);
  let lengths = from?.lengths ?? new Uint8Array(512);
  let masks = from?.masks ?? new Int32Array(512);
  // The look-up table is built on first need: readers of an existing pool (worker threads) never pay for it.
  let slots = new Int32Array(0);
  const endOfLetters = (): number => (count === 0 ? 0 : starts[count - 1]! + lengths[count - 1]!);

  const hash = (start: number, length: number): number => {
    let value = 0x811c9dc5;
    for (let index = start; index < start + length; index++) value = Math.imul(value ^ letters[index]!, 0x01000193);
    return (value ^ (value >>> 15)) >>> 0;
  };
  const isEqual = (id: number, start: number, length: number): boolean => {
    if (lengths[id] !== length) return false;
    const other = starts[id]!;
    for (let index = 0; index < length; index++) if (letters[other + index] !== letters[start + index]) return false;
    return true;
  };
  const insert = (id: number): void => {
    let slot = hash(starts[id]!, lengths[id]!) & (slots.length - 1);
    while (slots[slot]! !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = id + 1;
  };
  const resize = (): void => {
    let size = 1024;
    while (size < 2 * count + 2) size *= 2;
    if (size <= slots.length) return;
    slots = new Int32Array(size);
    for (let id = 0; id < count; id++) insert(id);
  };
  /** Writes the text behind the last token and looks for it; the letters stay there for `intern` to keep. */
  const seek = (text: string): { id: number; start: number; length: number } => {
    resize();
    const start = endOfLetters();
    letters = grown(letters, start + longest + 4);
    const length = writeLetters(text, letters, start);
    for (let slot = hash(start, length) & (slots.length - 1); slots[slot]! !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const id = slots[slot]! - 1;
      if (isEqual(id, start, length)) return { id, start, length };
    }
    return { id: -1, start, length };
  };

  return {
    get count() { return count; },
    get letters() { return letters; },
    get starts() { return starts; },
    get lengths() { return lengths; },
    get masks() { return masks; },
    get bytes() { return letters.byteLength + starts.byteLength + lengths.byteLength + masks.byteLength + slots.byteLength; },
    intern(text) {
      const { id, start, length } = seek(text);
      if (id >= 0) return id;
      starts = grown(starts, count + 1);
      lengths = grown(lengths, count + 1);
      masks = grown(masks, count + 1);
      let mask = 0;
      for (let index = start; index < start + length; index++) mask |= 1 << (letters[index]! & 31);
      starts[count] = start;
      lengths[count] = length;
      masks[count] = mask;
      count++;
      insert(count - 1);
      return count - 1;
    },
    find: (text) => seek(text).id,
    textOf: (id) => readLetters(letters, starts[id]!, lengths[id]!),
    truncate(newCount) {
      // Newest first: with linear probing the last to come can leave without breaking any other's chain.
      for (; count > newCount; count--) {
        let slot = hash(starts[count - 1]!, lengths[count - 1]!) & (slots.length - 1);
        while (slots[slot] !== count) slot = (slot + 1) & (slots.length - 1);
        slots[slot] = 0;
      }
    },
  };
}
