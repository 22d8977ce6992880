/**
 * Jaro-Winkler similarity, the twin of `rules/similarity.ts`: one word is loaded as the pattern, many are compared with it.
 * The occurrences of a letter in the pattern are one 64-bit word; longer words take the textbook path. Every operation on
 * numbers stands in the same order as in the reference, so that the results are the same to the last bit.
 */

const letterCodes: usize = 64;
const longest: usize = 256;
const wordBits: i32 = 64;

const positions = memory.data(512, 16);
const pattern = memory.data(256, 16);
const isUsed = memory.data(256, 16);
const matched = memory.data(256, 16);
let patternLength: i32 = 0;

/** Loads the `length` letters at `at` as the pattern; they are copied. */
export function loadPattern(at: usize, length: i32): void {
  for (let index: i32 = 0; index < patternLength; index++) store<u64>(positions + ((<usize>load<u8>(pattern + index)) << 3), 0);
  memory.copy(pattern, at, length);
  patternLength = length;
  if (length > wordBits) return;
  for (let index: i32 = 0; index < length; index++) {
    const place = positions + ((<usize>load<u8>(pattern + index)) << 3);
    store<u64>(place, load<u64>(place) | (<u64>1 << index));
  }
}

/** The places of a letter in the pattern, one bit each. */
export function occurrencesOf(code: i32): u64 { return load<u64>(positions + ((<usize>code) << 3)); }

/** Similarity between 0 and 1 of the pattern with the `length` letters at `at`. */
export function similarityTo(at: usize, length: i32): f64 {
  if (patternLength == 0 || length == 0) return 0;
  if (patternLength > wordBits || length > wordBits) return plainSimilarity(at, length);
  const longer = max(patternLength, length);
  const reach = longer < 4 ? 0 : (longer >> 1) - 1;
  let window: u64 = (<u64>1 << (reach + 1)) - 1;
  let inPattern: u64 = 0;
  let inText: u64 = 0;
  for (let index: i32 = 0; index < length; index++) {
    const found = load<u64>(positions + ((<usize>load<u8>(at + index)) << 3)) & window & ~inPattern;
    inPattern |= found & (0 - found);
    inText |= <u64>(found != 0) << index;
    window = index < reach ? (window << 1) | 1 : window << 1;
  }
  if (inPattern == 0) return 0;
  const matches = <i32>popcnt(inPattern);
  let outOfOrder: i32 = 0;
  while (inText != 0) {
    outOfOrder += i32(load<u8>(at + <usize>ctz(inText)) != load<u8>(pattern + <usize>ctz(inPattern)));
    inText &= inText - 1;
    inPattern &= inPattern - 1;
  }
  return withPrefix(matches, outOfOrder >> 1, at, length);
}

function withPrefix(matches: i32, transpositions: i32, at: usize, length: i32): f64 {
  const jaro = (<f64>matches / <f64>patternLength + <f64>matches / <f64>length + <f64>(matches - transpositions) / <f64>matches) / 3;
  if (jaro <= 0.7) return jaro;
  const most = min(4, min(patternLength, length));
  let prefix: i32 = 0;
  while (prefix < most && load<u8>(pattern + prefix) == load<u8>(at + prefix)) prefix++;
  return jaro + <f64>prefix * 0.1 * (1 - jaro);
}

function plainSimilarity(at: usize, length: i32): f64 {
  const longer = max(patternLength, length);
  const reach = max(0, (longer >> 1) - 1);
  memory.fill(isUsed, 0, longest);
  let matches: i32 = 0;
  for (let index: i32 = 0; index < length; index++) {
    const until = min(patternLength, index + reach + 1);
    for (let other = max(0, index - reach); other < until; other++) {
      if (load<u8>(isUsed + other) == 1 || load<u8>(pattern + other) != load<u8>(at + index)) continue;
      store<u8>(isUsed + other, 1);
      store<u8>(matched + matches, load<u8>(at + index));
      matches++;
      break;
    }
  }
  if (matches == 0) return 0;
  let outOfOrder: i32 = 0;
  let seen: i32 = 0;
  for (let index: i32 = 0; index < patternLength; index++) {
    if (load<u8>(isUsed + index) == 0) continue;
    if (load<u8>(pattern + index) != load<u8>(matched + seen)) outOfOrder++;
    seen++;
  }
  return withPrefix(matches, outOfOrder >> 1, at, length);
}
