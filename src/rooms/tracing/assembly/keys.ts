/**
 * Similarity of cryptographic long-term keys of 1024 bits (Dice coefficient), the twin of `rules/private/join.ts`:
 * population counts of 16 bytes at a time. Most pairs are left after half of the key: what both have in common there, with all bits of
 * the other half, would not be enough.
 */

const keyBytes: usize = 128;
const halfBytes: usize = 64;
/** Of each key: its bits, and those of its second half (two i32). */
const countBytes: usize = 8;

// @ts-ignore: decorator
@inline
function sumOf(bytes: v128): i32 {
  const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
  const pairs = i32x4.add(words, i32x4.shuffle(words, words, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/** How many bits four vectors and 64 bytes have in common. */
// @ts-ignore: decorator
@inline
function common(first: v128, second: v128, third: v128, fourth: v128, at: usize): i32 {
  return sumOf(i8x16.add(
    i8x16.add(i8x16.popcnt(v128.and(first, v128.load(at))), i8x16.popcnt(v128.and(second, v128.load(at, 16)))),
    i8x16.add(i8x16.popcnt(v128.and(third, v128.load(at, 32))), i8x16.popcnt(v128.and(fourth, v128.load(at, 48)))),
  ));
}

/** Writes how many bits each of `count` keys has: 8 bytes a key. */
export function countBits(keys: usize, count: i32, into: usize): void {
  for (let index: i32 = 0; index < count; index++) {
    const key = keys + <usize>index * keyBytes;
    const half = key + halfBytes;
    const second = common(v128.load(half), v128.load(half, 16), v128.load(half, 32), v128.load(half, 48), half);
    store<i32>(into + <usize>index * countBytes, second + common(v128.load(key), v128.load(key, 16), v128.load(key, 32), v128.load(key, 48), key));
    store<i32>(into + <usize>index * countBytes, second, 4);
  }
}

/**
 * Pairs of keys whose Dice coefficient, 2·common ÷ (bits left + bits right), is at least so many `thousandths`.
 * @param into receives left, right and common bits (three i32) of each pair
 * @param capacity of `into`, in pairs
 * @returns how many pairs there are; more than `capacity` means that the rest was not written
 */
export function joinKeys(left: usize, leftBits: usize, leftFrom: i32, leftTo: i32, right: usize, rightBits: usize, rightFrom: i32, rightTo: i32, thousandths: i32, into: usize, capacity: i32): i32 {
  let found: i32 = 0;
  for (let one = leftFrom; one < leftTo; one++) {
    const key = left + <usize>one * keyBytes;
    const bits = load<i32>(leftBits + <usize>one * countBytes);
    const behind = load<i32>(leftBits + <usize>one * countBytes, 4);
    const first = v128.load(key);
    const second = v128.load(key, 16);
    const third = v128.load(key, 32);
    const fourth = v128.load(key, 48);
    for (let other = rightFrom; other < rightTo; other++) {
      const counts = rightBits + <usize>other * countBytes;
      const asked = thousandths * (bits + load<i32>(counts));
      const otherKey = right + <usize>other * keyBytes;
      let shared = common(first, second, third, fourth, otherKey);
      if (2000 * (shared + min(behind, load<i32>(counts, 4))) < asked) continue;
      shared += common(v128.load(key, 64), v128.load(key, 80), v128.load(key, 96), v128.load(key, 112), otherKey + halfBytes);
      if (2000 * shared < asked) continue;
      if (found < capacity) {
        const place = into + <usize>found * 12;
        store<i32>(place, one);
        store<i32>(place, other, 4);
        store<i32>(place, shared, 8);
      }
      found++;
    }
  }
  return found;
}

/** Where the host's own memory begins. */
export function heapBase(): usize {
  return (__heap_base + 15) & ~15;
}
