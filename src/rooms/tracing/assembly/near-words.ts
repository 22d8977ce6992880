import { loadPattern, occurrencesOf, similarityTo } from './similarity';

/**
 * Every word of a pool that is near one, the twin of `rules/near-words.ts`. Words of up to 16 letters lie by length in blocks of
 * 16, first letters first, then second letters: one step of the comparison is made for the 16 words at once, and a block without
 * enough common letters is left after half the work. A similarity depends on few small numbers and is looked up. Longer words, and
 * all words where a longer one is asked for, are compared one by one.
 */

const lanes: i32 = 16;
const longest: i32 = 16;
/** The list of words with more letters than fit a block's lanes. */
const longWords: i32 = longest + 1;
const longRoom: i32 = 256;

// A block: the block before it, the numbers of its words, their lengths (of long words), their letters.
const numbersAt: usize = 16;
const lengthsAt: usize = 80;
const lettersAt: usize = 96;

// A list: its last block, how many words are in that, and blocks that are empty again.
const lists = memory.data((longWords + 1) * 16, 16);
const usedAt: usize = 4;
const spareAt: usize = 8;

const word = memory.data(longRoom, 16);
const occurrences = memory.data(256, 16);
/** What was found at each letter of a block: places in the pattern, and the one that was taken; low and high bytes. */
const kept = memory.data(64 * longest, 16);
const takenAt: usize = 16 * longest;
const highAt: usize = 32 * longest;
const keys = memory.data(16, 16);
const prefixes = memory.data(16, 16);
/** Tables of similarities by the lengths of the two words. */
const tables = memory.data(4 * (longest + 1) * (longest + 1), 16);
const prefixKinds: usize = 5;

let capacity: i32 = 0;
let count: i32 = 0;
let found: i32 = 0;
let numbers: usize = 0;
let similarities: usize = 0;

/** Where the host writes the letters of a word, up to 255. */
export function scratch(): usize { return word; }
/** Where the numbers (u32) and the similarities (f64) of the words found lie after `nearWords`. */
export function foundNumbers(): usize { return numbers; }
export function foundSimilarities(): usize { return similarities; }

// @ts-ignore: decorator
@inline
function listOf(length: i32): usize { return lists + (<usize>min(length, longWords) << 4); }

// @ts-ignore: decorator
@inline
function letterPlace(block: usize, isLong: bool, lane: i32, index: i32): usize {
  return block + lettersAt + <usize>(isLong ? lane * longRoom + index : index * lanes + lane);
}

/** Adds the word whose letters were written; numbers rise from word to word. */
export function addWord(number: i32, length: i32): void {
  const list = listOf(length);
  const isLong = length > longest;
  let block = <usize>load<u32>(list);
  let used = load<i32>(list, usedAt);
  if (block == 0 || used == lanes) {
    let next = <usize>load<u32>(list, spareAt);
    if (next != 0) store<u32>(list, load<u32>(next), spareAt);
    else next = heap.alloc(lettersAt + <usize>lanes * <usize>(isLong ? longRoom : length));
    store<u32>(next, block);
    store<u32>(list, next);
    block = next;
    used = 0;
  }
  store<i32>(block + (<usize>used << 2), number, numbersAt);
  store<u8>(block + <usize>used, length, lengthsAt);
  for (let index: i32 = 0; index < length; index++) store<u8>(letterPlace(block, isLong, used, index), load<u8>(word + index));
  store<i32>(list, used + 1, usedAt);
  if (++count > capacity) {
    capacity = max(4096, 2 * capacity);
    numbers = heap.alloc(<usize>capacity << 2);
    similarities = heap.alloc(<usize>capacity << 3);
  }
}

/** Forgets the words from `number` on: they are the last of their lists. */
export function forgetFrom(number: i32): void {
  for (let length: i32 = 0; length <= longWords; length++) {
    const list = listOf(length);
    for (let block = <usize>load<u32>(list); block != 0; block = <usize>load<u32>(list)) {
      const used = load<i32>(list, usedAt);
      if (load<i32>(block + (<usize>(used - 1) << 2), numbersAt) < number) break;
      count--;
      if (used > 1) { store<i32>(list, used - 1, usedAt); continue; }
      store<u32>(list, load<u32>(block));
      store<i32>(list, lanes, usedAt);
      store<u32>(block, load<u32>(list, spareAt));
      store<u32>(list, block, spareAt);
    }
  }
}

/**
 * Compares the word whose letters were written with all that were added.
 * @returns how many are at least so similar; in no order
 */
export function nearWords(length: i32, least: f64): i32 {
  found = 0;
  loadPattern(word, length);
  if (length <= longest) writeOccurrences();
  for (let other: i32 = 0; other <= longWords; other++) {
    const list = listOf(other);
    let used = load<i32>(list, usedAt);
    const isVectors = length <= longest && other <= longest && length > 0 && other > 0;
    const table = isVectors ? tableOf(length, other) : 0;
    const sameFirst = isVectors ? leastMatches(table, length, other, min(4, min(length, other)), least) : 0;
    const otherFirst = isVectors ? leastMatches(table, length, other, 0, least) : 0;
    for (let block = <usize>load<u32>(list); block != 0; block = <usize>load<u32>(block)) {
      if (!isVectors) compareOneByOne(block, used, other, least);
      else if (sameFirst <= longest) {
        if (length <= 8) compareBlock(block, used, length, other, table, sameFirst, otherFirst, least, false);
        else compareBlock(block, used, length, other, table, sameFirst, otherFirst, least, true);
      }
      used = lanes;
    }
  }
  return found;
}

// @ts-ignore: decorator
@inline
function keep(block: usize, lane: i32, similarity: f64): void {
  store<u32>(numbers + (<usize>found << 2), load<u32>(block + (<usize>lane << 2), numbersAt));
  store<f64>(similarities + (<usize>found << 3), similarity);
  found++;
}

const oneWord = memory.data(longRoom, 16);
function compareOneByOne(block: usize, used: i32, list: i32, least: f64): void {
  for (let lane: i32 = 0; lane < used; lane++) {
    const length = <i32>load<u8>(block + <usize>lane, lengthsAt);
    for (let index: i32 = 0; index < length; index++) store<u8>(oneWord + index, load<u8>(letterPlace(block, list == longWords, lane, index)));
    const similarity = similarityTo(oneWord, length);
    if (similarity >= least) keep(block, lane, similarity);
  }
}

/** Where each of the 64 letters stands in the pattern, as bytes: 64 of the first 8 places, 64 of the next 8. */
let hasHighCodes: bool = false;
function writeOccurrences(): void {
  hasHighCodes = false;
  for (let code: i32 = 0; code < 64; code++) {
    const places = <i32>occurrencesOf(code);
    store<u8>(occurrences + code, places);
    store<u8>(occurrences + code, places >> 8, 64);
    if (code >= 32 && places != 0) hasHighCodes = true;
  }
}

// @ts-ignore: decorator
@inline
function placesOf(letters: v128, table: usize): v128 {
  const places = v128.or(i8x16.swizzle(v128.load(table), letters), i8x16.swizzle(v128.load(table, 16), i8x16.sub(letters, i8x16.splat(16))));
  if (!hasHighCodes) return places;
  const high = v128.or(i8x16.swizzle(v128.load(table, 32), i8x16.sub(letters, i8x16.splat(32))), i8x16.swizzle(v128.load(table, 48), i8x16.sub(letters, i8x16.splat(48))));
  return v128.or(places, high);
}

// @ts-ignore: decorator
@inline
function lowest(bits: v128): v128 { return v128.and(bits, i8x16.neg(bits)); }

/** The 16 words of a block at once, all of `other` letters; `isWide`: the pattern has more than 8. */
// @ts-ignore: decorator
@inline
function compareBlock(block: usize, used: i32, length: i32, other: i32, table: usize, sameFirst: i32, otherFirst: i32, least: f64, isWide: bool): void {
  const letters = block + lettersAt;
  const longer = max(length, other);
  const reach = longer < 4 ? 0 : (longer >> 1) - 1;
  let window: i32 = (1 << (reach + 1)) - 1;
  const zero = i8x16.splat(0);
  let inPattern = zero;
  let inPatternHigh = zero;
  for (let index: i32 = 0; index < other; index++) {
    const at = kept + (<usize>index << 4);
    const own = v128.load(letters + (<usize>index << 4));
    const places = placesOf(own, occurrences);
    const taken = lowest(v128.andnot(v128.and(places, i8x16.splat(<i8>window)), inPattern));
    inPattern = v128.or(inPattern, taken);
    v128.store(at, places);
    if (isWide) {
      const placesHigh = placesOf(own, occurrences + 64);
      const isFree = i8x16.eq(taken, zero);
      const takenHigh = v128.and(isFree, lowest(v128.andnot(v128.and(placesHigh, i8x16.splat(<i8>(window >> 8))), inPatternHigh)));
      inPatternHigh = v128.or(inPatternHigh, takenHigh);
      v128.store(at + highAt, placesHigh);
      v128.store(at, v128.or(taken, takenHigh), takenAt);
    } else v128.store(at, taken, takenAt);
    window = index < reach ? (window << 1) | 1 : window << 1;
  }
  let matches = i8x16.popcnt(inPattern);
  if (isWide) matches = i8x16.add(matches, i8x16.popcnt(inPatternHigh));
  let run = i8x16.eq(v128.load(letters), i8x16.splat(load<u8>(word)));
  const need = v128.bitselect(i8x16.splat(<i8>sameFirst), i8x16.splat(<i8>otherFirst), run);
  let enough = i8x16.bitmask(i8x16.ge_u(matches, need)) & ((1 << used) - 1);
  if (enough == 0) return;

  let outOfOrder = zero;
  for (let index: i32 = 0; index < other; index++) {
    const at = kept + (<usize>index << 4);
    const isMatched = i8x16.ne(v128.load(at, takenAt), zero);
    const next = lowest(inPattern);
    let isSame = v128.and(v128.load(at), next);
    if (isWide) {
      const nextHigh = v128.and(i8x16.eq(next, zero), lowest(inPatternHigh));
      isSame = v128.or(isSame, v128.and(v128.load(at + highAt), nextHigh));
      inPatternHigh = v128.andnot(inPatternHigh, v128.and(nextHigh, isMatched));
    }
    outOfOrder = i8x16.sub(outOfOrder, v128.and(i8x16.eq(isSame, zero), isMatched));
    inPattern = v128.andnot(inPattern, v128.and(next, isMatched));
  }
  let prefix = i8x16.neg(run);
  for (let index: i32 = 1, most = min(4, min(length, other)); index < most; index++) {
    run = v128.and(run, i8x16.eq(v128.load(letters + (<usize>index << 4)), i8x16.splat(load<u8>(word + index))));
    prefix = i8x16.sub(prefix, run);
  }
  v128.store(keys, i8x16.add(i8x16.add(i8x16.shl(matches, 3), matches), i8x16.shr_u(outOfOrder, 1)));
  v128.store(prefixes, prefix);
  for (; enough != 0; enough &= enough - 1) {
    const lane = ctz(enough);
    const similarity = load<f64>(table + ((<usize>load<u8>(keys + lane) * prefixKinds + <usize>load<u8>(prefixes + lane)) << 3));
    if (similarity >= least) keep(block, lane, similarity);
  }
}

/** Similarities of words of two lengths by matches · 9 + transpositions, then by common prefix. */
function tableOf(length: i32, other: i32): usize {
  const place = tables + (<usize>(length * (longest + 1) + other) << 2);
  let table = <usize>load<u32>(place);
  if (table != 0) return table;
  table = heap.alloc(<usize>(longest * 9 + 9) * prefixKinds * 8);
  memory.fill(table, 0, <usize>(longest * 9 + 9) * prefixKinds * 8);
  store<u32>(place, table);
  for (let matches: i32 = 1, most = min(length, other); matches <= most; matches++) {
    for (let transpositions: i32 = 0; transpositions <= matches >> 1; transpositions++) {
      const jaro = (<f64>matches / <f64>length + <f64>matches / <f64>other + <f64>(matches - transpositions) / <f64>matches) / 3;
      for (let prefix: i32 = 0; prefix < 5; prefix++) {
        store<f64>(table + ((<usize>(matches * 9 + transpositions) * prefixKinds + <usize>prefix) << 3), jaro <= 0.7 ? jaro : jaro + <f64>prefix * 0.1 * (1 - jaro));
      }
    }
  }
  return table;
}

/** The fewest common letters with which words of these lengths can be so similar; more than fit where they never are. */
function leastMatches(table: usize, length: i32, other: i32, prefix: i32, least: f64): i32 {
  if (least <= 0) return 0;
  const most = min(length, other);
  let matches: i32 = 1;
  while (matches <= most && load<f64>(table + ((<usize>(matches * 9) * prefixKinds + <usize>prefix) << 3)) < least) matches++;
  return matches <= most ? matches : longest + 1;
}
