import { birthKinds, birthLevel, birthRarity, firstDayOf, noBirth, typicalBirth } from './birth.ts';
import { exactGrade, nicknameGrade, soundGrade, type Grade } from './grade.ts';
import { sameChild, unrelated, type Model } from './model.ts';
import { bagLevel, field, levelCount } from './outcome.ts';
import type { RecordTable } from './record-table.ts';
import { idOf, role, roleOf } from './roles.ts';
import { birthBucketDays, birthBuckets, gainOf } from './scan.ts';

/** How many records the first pass keeps for the full comparison. */
export const keptByScan = 384;
const crossPenalty = 4;
const unmatchedName = gainOf(-0.75);
const unmatchedParent = gainOf(-0.25);

/**
 * The exhaustive first pass of a search: every distinct sound is graded once against the request's words, then each
 * record is a sum of table look-ups. No record is left out by a blocking key. Returns the slots with the highest sums.
 */
export interface QuickScan {
  /** @param asked slot of the request, behind the `count` records that are searched */
  best(asked: number, count: number): readonly number[];
}

type Gain = 'given' | 'surname' | 'said' | 'parent' | 'value';

export function createQuickScan(table: RecordTable, model: Model): QuickScan {
  const { columns } = table;
  const touched: { name: Gain; id: number; rest: number }[] = [];
  /** Tokens whose gains are at rest. */
  let restedTokens = 0;

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
  const raise = (name: Gain, id: number, bits: number, rest: number): void => {
    const column = columns[name];
    if (column[id] === rest) touched.push({ name, id, rest });
    const gain = gainOf(bits);
    if (gain > column[id]!) column[id] = gain;
  };

  const prepareColumns = (): void => {
    const tokens = table.names.tokens.count;
    columns.reserve({ tokens, values: table.values.count });
    if (tokens <= restedTokens) return;
    for (const name of ['given', 'surname'] as const) columns[name].fill(unmatchedName, restedTokens, tokens);
    columns.parent.fill(unmatchedParent, restedTokens, tokens);
    restedTokens = tokens;
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
          if (isParent) { raise('parent', id, parent + exactness, unmatchedParent); continue; }
          const isGiven = roleNumber !== role.surname;
          const isSurname = roleNumber !== role.given;
          raise('given', id, (isGiven ? given : surname - crossPenalty) + exactness, unmatchedName);
          raise('surname', id, (isSurname ? surname : given - crossPenalty) + exactness, unmatchedName);
          if (grade >= nicknameGrade) raise('said', id, isGiven ? given : surname, 0);
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
      raise('value', idOf(table.words[index]!), simpleBits(fieldIndex, level), 0);
    }
  };

  const prepareBirth = (birth: number): void => {
    const middle = firstDayOf(birth);
    for (let kind = 1; kind < birthKinds; kind++) {
      for (let bucket = 0; bucket < birthBuckets; bucket++) {
        let most = birth === noBirth ? 0 : -Infinity;
        for (const offset of birth === noBirth ? [] : [3, 64, 125]) {
          const day = middle + (bucket - birthBuckets / 2) * birthBucketDays + offset;
          const other = typicalBirth(kind, Math.max(0, day));
          most = Math.max(most, fieldBits(field.birth, birthLevel(birth, other), birthRarity(birth, other)));
        }
        columns.birthGain[kind * birthBuckets + bucket] = gainOf(most);
      }
    }
  };

  return {
    best(asked, count) {
      prepareColumns();
      raiseNames(asked);
      raiseValues(asked);
      const birth = columns.births[asked]!;
      const sex = columns.sexes[asked]!;
      prepareBirth(birth);
      for (let other = 0; other < 4; other++) columns.sexGain[other] = other === 0 || sex === 0 ? 0 : gainOf(simpleBits(field.sex, other === sex ? 2 : 1));
      const slots = columns.scan({
        until: count, birth, kept: keptByScan,
        bucketBase: birthBuckets / 2 - Math.trunc(firstDayOf(birth) / birthBucketDays),
        sameBirth: birth === noBirth ? 0 : gainOf(fieldBits(field.birth, birthLevel(birth, birth), birthRarity(birth, birth))),
      });
      for (const { name, id, rest } of touched) columns[name][id] = rest;
      touched.length = 0;
      return slots;
    },
  };
}
