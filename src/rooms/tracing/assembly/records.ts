/**
 * The exhaustive pass over all records, the twin of `scanColumns` in `rules/scan.ts`. Memory is shared by several threads, so
 * that nothing here has a place of its own: all that is read and written lies where the host says. Gains are whole numbers: the words
 * of a block of records are summed in one run without regard to where a record ends, and a record's sum is a difference.
 */

const buckets: i32 = 256;
const bucketDays: i32 = 128;
const blockRecords: i32 = 256;
/** How many words a block may have: the room for totals holds one more. */
const blockWords: i32 = 4095;

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
const sameBirthAt: usize = 41 << 2;

// @ts-ignore: decorator
@inline
function isWorse(sum: i32, slot: i32, otherSum: i32, otherSlot: i32): bool {
  return sum < otherSum || (sum == otherSum && slot > otherSlot);
}

// @ts-ignore: decorator
@inline
function gainOf(request: usize, at: usize): i32 {
  const word = load<u32>(at);
  return <i32>load<i16>(<usize>load<u32>(request + ((word >>> 27) << 2)) + ((word & 0x7ffffff) << 1));
}

/**
 * @param from first slot
 * @param to slot behind the last
 * @param sums receives the highest sums (i32) as a heap with the least on top, `slots` (u32) whose they are; both hold `kept`
 * @param totals room for 4096 numbers
 * @returns how many were kept
 */
export function scan(request: usize, from: i32, to: i32, sums: usize, slots: usize, kept: i32, totals: usize): i32 {
  const words = <usize>load<u32>(request, wordsAt);
  const starts = <usize>load<u32>(request, startsAt);
  const births = <usize>load<u32>(request, birthsAt);
  const sexes = <usize>load<u32>(request, sexesAt);
  const gone = <usize>load<u32>(request, goneAt);
  const birthGain = <usize>load<u32>(request, birthGainAt);
  const sexGain = <usize>load<u32>(request, sexGainAt);
  const birth = load<i32>(request, birthAt);
  const bucketBase = load<i32>(request, bucketBaseAt);
  const sameBirth = load<i32>(request, sameBirthAt);
  let size: i32 = 0;
  for (let first = from; first < to;) {
    let last = min(first + blockRecords, to);
    const firstWord = load<u32>(starts + (<usize>first << 2));
    while (last - first > 1 && load<u32>(starts + (<usize>last << 2)) - firstWord > <u32>blockWords) last = first + ((last - first) >> 1);
    const wordCount = load<u32>(starts + (<usize>last << 2)) - firstWord;
    let total: i32 = 0;
    const end = words + (<usize>(firstWord + wordCount) << 2);
    if (wordCount <= <u32>blockWords) {
      let into = totals;
      for (let at = words + (<usize>firstWord << 2); at < end; at += 4, into += 4) {
        store<i32>(into, total);
        total += gainOf(request, at);
      }
      store<i32>(into, total);
    } else for (let at = words + (<usize>firstWord << 2); at < end; at += 4) total += gainOf(request, at);
    let before: i32 = 0;
    for (let slot = first; slot < last; slot++) {
      const after = wordCount <= <u32>blockWords ? load<i32>(totals + (<usize>(load<u32>(starts + (<usize>slot << 2), 4) - firstWord) << 2)) : total;
      let sum = after - before + <i32>load<i16>(sexGain + (<usize>load<u8>(sexes + slot) << 1));
      before = after;
      const other = load<i32>(births + (<usize>slot << 2));
      if (other != 0) {
        const bucket = (other >> 11) / bucketDays + bucketBase;
        sum += other == birth ? sameBirth : <i32>load<i16>(birthGain + (<usize>((other & 7) * buckets + (<u32>bucket < <u32>buckets ? bucket : 0)) << 1));
      }
      if (size == kept && sum <= load<i32>(sums)) continue;
      if (load<u8>(gone + slot) == 1) continue;
      place(size, slot, sum, sums, slots, kept);
      if (size < kept) size++;
    }
    first = last;
  }
  return size;
}

function place(size: i32, slot: i32, sum: i32, sums: usize, slots: usize, kept: i32): void {
  let hole = size < kept ? size : 0;
  if (size < kept) {
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (!isWorse(sum, slot, load<i32>(sums + (above << 2)), load<u32>(slots + (above << 2)))) break;
      move(sums, slots, above, hole);
      hole = above;
    }
  } else {
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isWorse(load<i32>(sums + (child << 2), 4), load<u32>(slots + (child << 2), 4), load<i32>(sums + (child << 2)), load<u32>(slots + (child << 2)))) child++;
      if (!isWorse(load<i32>(sums + (child << 2)), load<u32>(slots + (child << 2)), sum, slot)) break;
      move(sums, slots, child, hole);
      hole = child;
    }
  }
  store<i32>(sums + (hole << 2), sum);
  store<u32>(slots + (hole << 2), slot);
}

// @ts-ignore: decorator
@inline
function move(sums: usize, slots: usize, from: i32, to: i32): void {
  store<i32>(sums + (to << 2), load<i32>(sums + (from << 2)));
  store<u32>(slots + (to << 2), load<u32>(slots + (from << 2)));
}
