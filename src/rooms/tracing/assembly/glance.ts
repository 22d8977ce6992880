/**
 * The first look at pairs of records, the twin of `rules/glance.ts`, on sketches (`rules/sketch.ts`): eight 16-bit codes at a time. Memory is
 * shared by several threads, so that nothing here has a place of its own: all that is read and written lies where the host says.
 */

/** Weights of a group by what it has in common: bits 2 and 3 how many words (0, 1, more), bit 1 and 0 whether the one and the other has more. */
const groupWeights: usize = 12 << 2;
const groups: usize = 11;
// Places of the weights behind those of the groups: crossed names, relations of births, sexes, other columns.
const crossedAt: usize = groups * groupWeights;
const birthAt: usize = crossedAt + (3 << 2);
const sexAt: usize = birthAt + (27 << 2);
const extraAt: usize = sexAt + (2 << 2);

// @ts-ignore: decorator
@inline
function isSaid(codes: v128): v128 {
  return i16x8.ne(codes, i16x8.splat(0));
}

/** Codes of the one that are among those of the other, in each half. */
// @ts-ignore: decorator
@inline
function inHalves(one: v128, other: v128): v128 {
  return v128.or(
    v128.or(i16x8.eq(one, other), i16x8.eq(one, i16x8.shuffle(other, other, 1, 2, 3, 0, 5, 6, 7, 4))),
    v128.or(i16x8.eq(one, i16x8.shuffle(other, other, 2, 3, 0, 1, 6, 7, 4, 5)), i16x8.eq(one, i16x8.shuffle(other, other, 3, 0, 1, 2, 7, 4, 5, 6))),
  );
}

// @ts-ignore: decorator
@inline
function swapHalves(codes: v128): v128 {
  return i64x2.shuffle(codes, codes, 1, 0);
}

/** The weight of one group of places. */
// @ts-ignore: decorator
@inline
function groupWeight(weights: usize, group: usize, mask: i32, shared: i32, one: i32, other: i32): i32 {
  const own = shared & mask;
  const count = i32.popcnt(own);
  const kind = (min(count, 2) << 2) | (i32((one & mask) != own) << 1) | i32(i32.popcnt(other & mask) > count);
  return load<i32>(weights + group * groupWeights + (<usize>kind << 2));
}

/** The twin of `rules/birth-relation.ts`. */
// @ts-ignore: decorator
@inline
function birthRelation(one: usize, other: usize): i32 {
  const first = load<i32>(one);
  const second = load<i32>(other);
  if (first == 0 || second == 0) return 0;
  const oneDate = load<i32>(one, 8);
  const otherDate = load<i32>(other, 8);
  if (oneDate != 0 && otherDate != 0) {
    if (oneDate == otherDate) return 1;
    const differing = oneDate ^ otherDate;
    if (differing >> 9 == 0) {
      if (((oneDate >> 5) & 15) == (otherDate & 31) && (oneDate & 31) == ((otherDate >> 5) & 15)) return 2;
      return (differing & 31) == 0 || (differing & (15 << 5)) == 0 ? 6 : 7;
    }
    if ((differing & 511) == 0) {
      const years = abs((oneDate >> 9) - (otherDate >> 9));
      return 3 + min(years, 3) - 1;
    }
    const days = abs(first - second);
    return 8 + i32(days >= 300) + i32(days >= 548) + i32(days >= 1096) + i32(days >= 1826);
  }
  const gap = first <= second ? second - load<i32>(one, 4) - 1 : first - load<i32>(other, 4) - 1;
  return 13 + (oneDate == 0 && otherDate == 0 ? 7 : 0) + i32(gap >= 2) + i32(gap >= 190) + i32(gap >= 380) + i32(gap >= 740) + i32(gap >= 1105) + i32(gap >= 1470);
}

/**
 * Pairs of the first `ones` of `count` slots with those that follow them, up to `reach` places on, whose weights sum to `limit` and more.
 * @param stride bytes from one sketch to the next
 * @param boundary where two files are linked, the first slot of the second; else 0
 * @param into receives left and right (two u32) of each pair: room for `ones` times `reach`
 * @returns how many pairs there are
 */
export function look(sketches: usize, stride: usize, extras: i32, weights: usize, limit: i32, slots: usize, ones: i32, count: i32, reach: i32, boundary: u32, into: usize): i32 {
  const singles = i16x8(0, 0, 0, 0, -1, -1, -1, -1);
  const start = into;
  for (let index = 0; index < ones; index++) {
    const slot = load<u32>(slots + (<usize>index << 2));
    const one = sketches + <usize>slot * stride;
    const names = v128.load(one, 16);
    const parents = v128.load(one, 32);
    const places = v128.load(one, 48);
    const numbers = v128.load(one, 64);
    const said = i16x8.bitmask(isSaid(names)) | (i16x8.bitmask(isSaid(parents)) << 8) | (i16x8.bitmask(isSaid(places)) << 16) | (i16x8.bitmask(isSaid(numbers)) << 24);
    const sex = load<i32>(one, 12);
    const end = min(count, index + reach);
    for (let next = index + 1; next < end; next++) {
      const otherSlot = load<u32>(slots + (<usize>next << 2));
      const left = min(slot, otherSlot);
      const right = max(slot, otherSlot);
      if (left == right || (boundary != 0 && (left >= boundary || right < boundary))) continue;
      const other = sketches + <usize>otherSlot * stride;
      const otherNames = v128.load(other, 16);
      const otherParents = v128.load(other, 32);
      const otherPlaces = v128.load(other, 48);
      const otherNumbers = v128.load(other, 64);
      const otherSaid = i16x8.bitmask(isSaid(otherNames)) | (i16x8.bitmask(isSaid(otherParents)) << 8) | (i16x8.bitmask(isSaid(otherPlaces)) << 16) | (i16x8.bitmask(isSaid(otherNumbers)) << 24);
      const placesShared = v128.or(v128.and(singles, i16x8.eq(places, otherPlaces)), v128.andnot(inHalves(places, otherPlaces), singles));
      const shared = said & (i16x8.bitmask(inHalves(names, otherNames)) | (i16x8.bitmask(inHalves(parents, otherParents)) << 8) | (i16x8.bitmask(placesShared) << 16) | (i16x8.bitmask(inHalves(numbers, otherNumbers)) << 24));
      let sum = groupWeight(weights, 0, 0xf, shared, said, otherSaid) + groupWeight(weights, 1, 0xf0, shared, said, otherSaid)
        + groupWeight(weights, 2, 0xf00, shared, said, otherSaid) + groupWeight(weights, 3, 0xf000, shared, said, otherSaid)
        + groupWeight(weights, 4, 0xf0000, shared, said, otherSaid) + groupWeight(weights, 5, 0x100000, shared, said, otherSaid)
        + groupWeight(weights, 6, 0x200000, shared, said, otherSaid) + groupWeight(weights, 7, 0x400000, shared, said, otherSaid)
        + groupWeight(weights, 8, 0x800000, shared, said, otherSaid) + groupWeight(weights, 9, 0xf000000, shared, said, otherSaid)
        + groupWeight(weights, 10, <i32>0xf0000000, shared, said, otherSaid);
      const crossed = i32.popcnt(said & 0xff & i16x8.bitmask(inHalves(names, swapHalves(otherNames))));
      sum += load<i32>(weights + crossedAt + (<usize>min(crossed, 2) << 2)) + load<i32>(weights + birthAt + (<usize>birthRelation(one, other) << 2));
      const otherSex = load<i32>(other, 12);
      if (sex != 0 && otherSex != 0) sum += load<i32>(weights + sexAt + (<usize>(sex == otherSex) << 2));
      for (let extra = 0; extra < extras; extra++) {
        const own = v128.load(one + 80 + (<usize>extra << 4));
        const its = v128.load(other + 80 + (<usize>extra << 4));
        const turned = swapHalves(its);
        const ownSaid = i16x8.bitmask(isSaid(own));
        sum += groupWeight(weights + extraAt, extra, 0xff, ownSaid & i16x8.bitmask(v128.or(inHalves(own, its), inHalves(own, turned))), ownSaid, i16x8.bitmask(isSaid(its)));
      }
      if (sum < limit) continue;
      store<u32>(into, left);
      store<u32>(into, right, 4);
      into += 8;
    }
  }
  return <i32>((into - start) >> 3);
}
