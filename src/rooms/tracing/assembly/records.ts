/**
 * The exhaustive pass over all records, the twin of `scanColumns` in `rules/scan.ts`. Memory is shared by several threads, so
 * that nothing here has a place of its own: all that is read and written lies where the host says.
 */

const buckets: i32 = 256;
const bucketDays: i32 = 128;

// Places of the request, in words of four bytes; the first 32 are the gains' column of each role.
const wordsAt: usize = 32 << 2;
const startsAt: usize = 33 << 2;
const birthsAt: usize = 34 << 2;
const sexesAt: usize = 35 << 2;
const goneAt: usize = 36 << 2;
const birthGainAt: usize = 37 << 2;
const sexGainAt: usize = 38 << 2;
const birthAt: usize = 39 << 2;
const bucketBaseAt: usize = 40 << 2;
const sameBirthAt: usize = 42 << 2;

// @ts-ignore: decorator
@inline
function isWorse(sum: f32, slot: i32, otherSum: f32, otherSlot: i32): bool {
  return sum < otherSum || (sum == otherSum && slot > otherSlot);
}

/**
 * @param from first slot
 * @param to slot behind the last
 * @param sums receives the highest sums (f32) as a heap with the least on top, `slots` (u32) whose they are; both hold `kept`
 * @returns how many were kept
 */
export function scan(request: usize, from: i32, to: i32, sums: usize, slots: usize, kept: i32): i32 {
  const words = <usize>load<u32>(request, wordsAt);
  const starts = <usize>load<u32>(request, startsAt);
  const births = <usize>load<u32>(request, birthsAt);
  const sexes = <usize>load<u32>(request, sexesAt);
  const gone = <usize>load<u32>(request, goneAt);
  const birthGain = <usize>load<u32>(request, birthGainAt);
  const sexGain = <usize>load<u32>(request, sexGainAt);
  const birth = load<i32>(request, birthAt);
  const bucketBase = load<i32>(request, bucketBaseAt);
  const sameBirth = load<f64>(request, sameBirthAt);
  let size: i32 = 0;
  let at = words + (<usize>load<u32>(starts + (<usize>from << 2)) << 2);
  for (let slot = from; slot < to; slot++) {
    const end = words + (<usize>load<u32>(starts + (<usize>slot << 2), 4) << 2);
    const other = load<i32>(births + (<usize>slot << 2));
    let sum = <f64>load<f32>(sexGain + (<usize>load<u8>(sexes + slot) << 2));
    if (other != 0) {
      const bucket = (other >> 11) / bucketDays + bucketBase;
      sum += other == birth ? sameBirth : <f64>load<f32>(birthGain + (<usize>((other & 7) * buckets + (<u32>bucket < <u32>buckets ? bucket : 0)) << 2));
    }
    for (; at < end; at += 4) {
      const word = load<u32>(at);
      sum += <f64>load<f32>(<usize>load<u32>(request + ((word >>> 27) << 2)) + ((word & 0x7ffffff) << 2));
    }
    const rounded = <f32>sum;
    if (size == kept && rounded <= load<f32>(sums)) continue;
    if (load<u8>(gone + slot) == 1) continue;
    place(size, slot, rounded, sums, slots, kept);
    if (size < kept) size++;
  }
  return size;
}

function place(size: i32, slot: i32, sum: f32, sums: usize, slots: usize, kept: i32): void {
  let hole = size < kept ? size : 0;
  if (size < kept) {
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (!isWorse(sum, slot, load<f32>(sums + (above << 2)), load<u32>(slots + (above << 2)))) break;
      move(sums, slots, above, hole);
      hole = above;
    }
  } else {
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isWorse(load<f32>(sums + (child << 2), 4), load<u32>(slots + (child << 2), 4), load<f32>(sums + (child << 2)), load<u32>(slots + (child << 2)))) child++;
      if (!isWorse(load<f32>(sums + (child << 2)), load<u32>(slots + (child << 2)), sum, slot)) break;
      move(sums, slots, child, hole);
      hole = child;
    }
  }
  store<f32>(sums + (hole << 2), sum);
  store<u32>(slots + (hole << 2), slot);
}

// @ts-ignore: decorator
@inline
function move(sums: usize, slots: usize, from: i32, to: i32): void {
  store<f32>(sums + (to << 2), load<f32>(sums + (from << 2)));
  store<u32>(slots + (to << 2), load<u32>(slots + (from << 2)));
}
