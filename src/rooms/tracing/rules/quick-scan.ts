import { birthKinds, birthLevel, birthRarity, firstDayOf, kindOf, noBirth, typicalBirth } from './birth.ts';
import { grown } from './columns.ts';
import { exactGrade, nicknameGrade, soundGrade, type Grade } from './grade.ts';
import { sameChild, unrelated, type Model } from './model.ts';
import { bagLevel, field, levelCount } from './outcome.ts';
import type { RecordTable } from './record-table.ts';
import { idOf, role, roleOf } from './roles.ts';

/** How many records the first pass keeps for the full comparison. */
export const keptByScan = 384;
const bucketDays = 128;
const buckets = 1024;
const crossPenalty = 4;
/** Exact in 32-bit floats: the columns are reset by comparing with them. */
const unmatchedName = -0.75;
const unmatchedParent = -0.25;

/**
 * The exhaustive first pass of a search: every distinct sound is graded once against the request's words, then each
 * record is a sum of table look-ups. No record is left out by a blocking key. Returns the slots with the highest sums.
 */
export interface QuickScan {
  /** @param asked slot of the request, behind the `count` records that are searched */
  best(asked: number, count: number): readonly number[];
}

/** @param isGone 1 for slots that were removed */
export function createQuickScan(table: RecordTable, model: Model, isGone: () => Uint8Array): QuickScan {
  const gains = { given: new Float32Array(0), surname: new Float32Array(0), said: new Float32Array(0), parent: new Float32Array(0), value: new Float32Array(0) };
  const touched: { column: Float32Array; id: number; rest: number }[] = [];
  const birthGain = new Float32Array(buckets * 5);
  const sexGain = new Float32Array(4);
  const heapSums = new Float32Array(keptByScan);
  const heapSlots = new Uint32Array(keptByScan);

  const fieldBits = (fieldIndex: number, level: number, rarity: number): number => {
    const weights = model.fields[fieldIndex]!;
    return weights.levels[level * 3 + sameChild]! - weights.levels[level * 3 + unrelated]! + (rarity === 0 ? 0 : (weights.rarity[sameChild] - weights.rarity[unrelated]) * (rarity - weights.rarityMean));
  };
  const simpleBits = (fieldIndex: number, level: number): number => fieldBits(fieldIndex, level, 0);
  /** Bits that one agreement adds, taken from the model's level for a single clean match. */
  const bitsOf = (fieldIndex: number, grade: number, rarity: number): number => {
    const level = bagLevel(1, grade, false, false, false);
    return fieldBits(fieldIndex, level, rarity);
  };
  const raise = (column: Float32Array, id: number, bits: number, rest: number): void => {
    if (column[id] === rest) touched.push({ column, id, rest });
    if (bits > column[id]!) column[id] = bits;
  };

  const prepareColumns = (): void => {
    const { tokens } = table.names;
    for (const name of ['given', 'surname', 'said', 'parent'] as const) {
      const before = gains[name].length;
      gains[name] = grown(gains[name], tokens.count);
      gains[name].fill(name === 'parent' ? unmatchedParent : name === 'said' ? 0 : unmatchedName, before);
    }
    gains.value = grown(gains.value, table.values.count);
  };

  /** Writes the gain of every token that sounds like, or stands for, one of the request's names. */
  const raiseNames = (asked: number): void => {
    const { names, frequencies, words, starts } = table;
    const tokensOfSound = (sound: number): readonly number[] => names.tokensOfSound(sound);
    for (let index = starts[asked]!; index < starts[asked + 1]!; index++) {
      const roleNumber = roleOf(words[index]!);
      if (roleNumber > role.father) break;
      const isParent = roleNumber >= role.mother;
      const token = idOf(words[index]!);
      const sound = names.soundIdOf(token);
      names.eachLikeSound(sound, (other: number, grade: Grade) => {
        const inRole = (asRole: number): number => Math.min(frequencies.rarityOf(asRole, sound), frequencies.rarityOf(asRole, other));
        const given = isParent ? 0 : bitsOf(field.given, grade, inRole(role.given));
        const surname = isParent ? 0 : bitsOf(field.surname, grade, inRole(role.surname));
        const parent = isParent ? bitsOf(roleNumber === role.mother ? field.mother : field.father, grade, inRole(role.mother)) : 0;
        for (const id of tokensOfSound(other)) {
          const exactness = grade === soundGrade && id === token ? bitsOf(field.given, exactGrade, 0) - bitsOf(field.given, soundGrade, 0) : 0;
          if (isParent) { raise(gains.parent, id, parent + exactness, unmatchedParent); continue; }
          const isGiven = roleNumber !== role.surname;
          const isSurname = roleNumber !== role.given;
          raise(gains.given, id, (isGiven ? given : surname - crossPenalty) + exactness, unmatchedName);
          raise(gains.surname, id, (isSurname ? surname : given - crossPenalty) + exactness, unmatchedName);
          if (grade >= nicknameGrade) raise(gains.said, id, isGiven ? given : surname, 0);
        }
      });
    }
  };

  const raiseValues = (asked: number): void => {
    const fieldOfRole = new Map<number, number>([
      [role.municipality, field.place], [role.department, field.place], [role.nationality, field.nationality], [role.language, field.language],
      [role.phone, field.phone], [role.identifier, field.identifier],
    ]);
    for (let index = table.starts[asked]!; index < table.starts[asked + 1]!; index++) {
      const roleNumber = roleOf(table.words[index]!);
      const fieldIndex = fieldOfRole.get(roleNumber);
      if (fieldIndex === undefined) continue;
      const level = roleNumber === role.department ? 4 : levelCount(fieldIndex) - 1;
      raise(gains.value, idOf(table.words[index]!), simpleBits(fieldIndex, level), 0);
    }
  };

  const prepareBirth = (birth: number): void => {
    const middle = firstDayOf(birth);
    for (let kind = 1; kind < birthKinds; kind++) {
      for (let bucket = 0; bucket < buckets; bucket++) {
        let most = birth === noBirth ? 0 : -Infinity;
        for (const offset of birth === noBirth ? [] : [3, 64, 125]) {
          const day = middle + (bucket - buckets / 2) * bucketDays + offset;
          const other = typicalBirth(kind, Math.max(0, day));
          most = Math.max(most, fieldBits(field.birth, birthLevel(birth, other), birthRarity(birth, other)));
        }
        birthGain[kind * buckets + bucket] = most;
      }
    }
  };

  const place = (size: number, slot: number, sum: number): void => {
    // A binary heap with the smallest sum on top; `size` entries are valid, the new one goes in at the top or at the end.
    let hole = size < keptByScan ? size : 0;
    if (size < keptByScan) {
      while (hole > 0 && heapSums[(hole - 1) >> 1]! > sum) { heapSums[hole] = heapSums[(hole - 1) >> 1]!; heapSlots[hole] = heapSlots[(hole - 1) >> 1]!; hole = (hole - 1) >> 1; }
    } else {
      for (;;) {
        let child = 2 * hole + 1;
        if (child >= size) break;
        if (child + 1 < size && heapSums[child + 1]! < heapSums[child]!) child++;
        if (heapSums[child]! >= sum) break;
        heapSums[hole] = heapSums[child]!;
        heapSlots[hole] = heapSlots[child]!;
        hole = child;
      }
    }
    heapSums[hole] = sum;
    heapSlots[hole] = slot;
  };

  return {
    best(asked, count) {
      prepareColumns();
      raiseNames(asked);
      raiseValues(asked);
      const { words, starts, births, sexes } = table;
      const birth = births[asked]!;
      prepareBirth(birth);
      const bucketBase = buckets / 2 - Math.floor(firstDayOf(birth) / bucketDays);
      const sameBirth = birth === 0 ? 0 : fieldBits(field.birth, birthLevel(birth, birth), birthRarity(birth, birth));
      for (let sex = 0; sex < 4; sex++) sexGain[sex] = sex === 0 || sexes[asked] === 0 ? 0 : simpleBits(field.sex, sex === sexes[asked] ? 2 : 1);
      const { given, surname, said, parent, value } = gains;
      const gone = isGone();
      let size = 0;
      for (let slot = 0, index = 0; slot < count; slot++) {
        const end = starts[slot + 1]!;
        const other = births[slot]!;
        let sum = sexGain[sexes[slot]!]!;
        if (other !== 0) {
          const bucket = Math.floor(firstDayOf(other) / bucketDays) + bucketBase;
          sum += other === birth ? sameBirth : birthGain[kindOf(other) * buckets + (bucket >= 0 && bucket < buckets ? bucket : 0)]!;
        }
        for (; index < end; index++) {
          const word = words[index]!;
          const roleNumber = word >>> 27;
          const id = word & 0x7ffffff;
          sum += roleNumber === role.given ? given[id]! : roleNumber === role.surname ? surname[id]! : roleNumber > role.father ? value[id]!
            : roleNumber >= role.mother ? parent[id]! : said[id]!;
        }
        if (size === keptByScan && sum <= heapSums[0]!) continue;
        if (gone[slot] === 1) continue;
        place(size, slot, sum);
        if (size < keptByScan) size++;
      }
      for (const { column, id, rest } of touched) column[id] = rest;
      touched.length = 0;
      return Array.from(heapSlots.subarray(0, size));
    },
  };
}
