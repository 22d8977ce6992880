import { loadPattern, similarityTo } from './similarity';

/**
 * Every word of a pool that is near one of them, the twin of `rules/near-words.ts`. The columns lie in memory as they are in
 * the pool: letters, `starts` (u32), `lengths` (u8), `masks` (i32).
 * @param into receives the numbers (u32) of the near words, `similarities` (f64) how near each is; both hold `count`
 * @returns how many were found
 */
export function nearWords(letters: usize, starts: usize, lengths: usize, masks: usize, count: i32, word: i32, least: f64, into: usize, similarities: usize): i32 {
  const start = letters + <usize>load<u32>(starts + ((<usize>word) << 2));
  const length = <i32>load<u8>(lengths + word);
  const mask = load<i32>(masks + ((<usize>word) << 2));
  const first = load<u8>(start);
  loadPattern(start, length);
  let found: i32 = 0;
  for (let other: i32 = 0; other < count; other++) {
    const otherLength = <i32>load<u8>(lengths + other);
    const otherMask = load<i32>(masks + ((<usize>other) << 2));
    const otherStart = letters + <usize>load<u32>(starts + ((<usize>other) << 2));
    const most = min(length - popcnt(mask & ~otherMask), otherLength - popcnt(otherMask & ~mask));
    const bound: f64 = load<u8>(otherStart) == first ? 1.399 : 1.639;
    if (<f64>(most * (length + otherLength)) < bound * <f64>length * <f64>otherLength) continue;
    const similarity = similarityTo(otherStart, otherLength);
    if (similarity < least) continue;
    store<u32>(into + ((<usize>found) << 2), other);
    store<f64>(similarities + ((<usize>found) << 3), similarity);
    found++;
  }
  return found;
}
