import { grown } from './columns.ts';

/** Keys of records as two columns, the hash and the slot that bears it, to be put in order of their hashes. */
export interface KeyColumn {
  readonly size: number;
  readonly hashes: Uint32Array;
  readonly slots: Uint32Array;
  clear(): void;
  add(hash: number, slot: number): void;
  /** Puts the keys in order of their hashes; keys of one hash stay in the order in which they were added. */
  sort(): void;
}

/** Keys below which small digits are faster: their counts are fewer than the keys. */
const fewKeys = 4096;

/** A column that is filled, sorted and read again and again without being made anew. Hashes have 31 bits. */
export function createKeyColumn(): KeyColumn {
  let [hashes, slots] = [new Uint32Array(1024), new Uint32Array(1024)];
  let [otherHashes, otherSlots] = [new Uint32Array(0), new Uint32Array(0)];
  const counts = new Uint32Array(2048);
  let size = 0;
  /** One pass of a radix sort, from the lowest digit up. */
  const pass = (shift: number, digits: number): void => {
    counts.fill(0, 0, digits);
    const mask = digits - 1;
    for (let key = 0; key < size; key++) counts[(hashes[key]! >>> shift) & mask]!++;
    for (let digit = 0, before = 0; digit < digits; digit++) {
      const own = counts[digit]!;
      counts[digit] = before;
      before += own;
    }
    for (let key = 0; key < size; key++) {
      const hash = hashes[key]!;
      const place = counts[(hash >>> shift) & mask]!++;
      otherHashes[place] = hash;
      otherSlots[place] = slots[key]!;
    }
    [hashes, otherHashes, slots, otherSlots] = [otherHashes, hashes, otherSlots, slots];
  };
  return {
    get size() { return size; },
    get hashes() { return hashes; },
    get slots() { return slots; },
    clear() { size = 0; },
    add(hash, slot) {
      if (size === hashes.length) [hashes, slots] = [grown(hashes, size + 1), grown(slots, size + 1)];
      hashes[size] = hash;
      slots[size++] = slot;
    },
    sort() {
      if (otherHashes.length < size) [otherHashes, otherSlots] = [new Uint32Array(hashes.length), new Uint32Array(hashes.length)];
      const digitBits = size < fewKeys ? 8 : 11;
      for (let shift = 0; shift < 31; shift += digitBits) pass(shift, 1 << digitBits);
    },
  };
}
