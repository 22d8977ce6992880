/**
 * Similarity of cryptographic long-term keys of 1024 bits (Dice coefficient), the twin of `rules/private/join.ts`:
 * population counts of 16 bytes at a time.
 */

const keyBytes: usize = 128;

/** How many bits two keys have in common. */
// @ts-ignore: decorator
@inline
function common(left: usize, right: usize): i32 {
  let bytes = i8x16.splat(0);
  for (let at: usize = 0; at < keyBytes; at += 16) bytes = i8x16.add(bytes, i8x16.popcnt(v128.and(v128.load(left + at), v128.load(right + at))));
  const sum = i16x8.extadd_pairwise_i8x16_u(bytes);
  const words = i32x4.extadd_pairwise_i16x8_u(sum);
  return i32x4.extract_lane(words, 0) + i32x4.extract_lane(words, 1) + i32x4.extract_lane(words, 2) + i32x4.extract_lane(words, 3);
}

/** Writes how many bits each of `count` keys has. */
export function countBits(keys: usize, count: i32, into: usize): void {
  for (let index: i32 = 0; index < count; index++) {
    const key = keys + <usize>index * keyBytes;
    store<i32>(into + ((<usize>index) << 2), common(key, key));
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
    const bits = load<i32>(leftBits + ((<usize>one) << 2));
    for (let other = rightFrom; other < rightTo; other++) {
      const shared = common(key, right + <usize>other * keyBytes);
      if (2000 * shared < thousandths * (bits + load<i32>(rightBits + ((<usize>other) << 2)))) continue;
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
