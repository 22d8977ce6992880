import { align, createAlignment, mostWords, unusedCount, type Alignment } from './alignment.ts';
import { birthLevel } from './birth.ts';
import { closeGrade, exactGrade, soundGrade } from './grade.ts';
import { bagLevel, contradiction, extraField, field, type Outcome } from './outcome.ts';
import type { RecordTable } from './record-table.ts';
import { idOf, role, roleOf } from './roles.ts';
import { createValueGrader } from './value-grade.ts';

/** Compares two slots of a table into `outcome`. Symmetric; reads only the table's columns. */
export type Compare = (left: number, right: number, outcome: Outcome) => void;

/** @param extraFields how many other columns the table's records carry */
export function createCompare(table: RecordTable, extraFields: number): Compare {
  const { names, frequencies } = table;
  const gradeOfValues = createValueGrader(table.values);
  const bag = createAlignment();
  const own = { given: createAlignment(), surname: createAlignment(), said: createAlignment() };

  /** Copies the words of one role of both records into an alignment. */
  const read = (into: Alignment, roleNumber: number, left: number, right: number): void => {
    into.leftCount = copyRole(table, left, roleNumber, into.left, 0);
    into.rightCount = copyRole(table, right, roleNumber, into.right, 0);
    reset(into);
  };
  const rarityIn = (roleNumber: number) => (token: number): number => frequencies.rarityOf(roleNumber, names.soundIdOf(token));
  const givenRarity = rarityIn(role.given);
  const surnameRarity = rarityIn(role.surname);
  const parentRarity = rarityIn(role.mother);

  const writeBag = (from: Alignment, fieldIndex: number, outcome: Outcome, keepsOrder: boolean): void => {
    outcome.rarity[fieldIndex] = from.rarity;
    if (from.leftCount === 0 || from.rightCount === 0) { outcome.levels[fieldIndex] = 0; return; }
    const [leftOver, rightOver] = [unusedCount(from.isLeftUsed, from.leftCount), unusedCount(from.isRightUsed, from.rightCount)];
    const isContradicted = leftOver > 0 && rightOver > 0;
    outcome.levels[fieldIndex] = from.matched === 0
      ? (isContradicted ? contradiction : 0)
      : bagLevel({ matched: from.matched, worst: from.worst, isContradicted, hasExtras: leftOver !== rightOver, isMoved: keepsOrder && from.moved });
  };

  const compareNames = (left: number, right: number, outcome: Outcome): void => {
    const { given, surname, said } = own;
    read(given, role.given, left, right);
    read(surname, role.surname, left, right);
    align(given, names.gradeOf, givenRarity);
    align(surname, names.gradeOf, surnameRarity);
    const aliasLevel = Math.min(2, matchSaid(left, right));
    outcome.levels[field.alias] = aliasLevel;
    outcome.rarity[field.alias] = said.rarity;
    compareCrossed(outcome);
    writeBag(given, field.given, outcome, true);
    writeBag(surname, field.surname, outcome, true);
    outcome.levels[field.lineage] = Math.max(supportOf(surname.left, surname.isLeftUsed, surname.leftCount, right), supportOf(surname.right, surname.isRightUsed, surname.rightCount, left));
  };

  const copySaid = (slot: number, into: Int32Array): number => copyRole(table, slot, role.alias, into, copyRole(table, slot, role.nickname, into, 0));

  /** Names still without a partner, looked for among the other's nicknames and aliases. */
  const matchSaid = (left: number, right: number): number => {
    const { given, surname, said } = own;
    said.rarity = 0;
    let matches = 0;
    for (const [side, other] of [[0, right], [1, left]] as const) {
      said.rightCount = copySaid(other, said.right);
      if (said.rightCount === 0) continue;
      for (const own of [given, surname]) {
        const [list, isUsed, count] = side === 0 ? [own.left, own.isLeftUsed, own.leftCount] : [own.right, own.isRightUsed, own.rightCount];
        matches += matchInto(list, isUsed, count, own === given ? givenRarity : surnameRarity);
      }
    }
    // What both were called counts once.
    bag.leftCount = copySaid(left, bag.left);
    bag.rightCount = copySaid(right, bag.right);
    reset(bag);
    align(bag, names.gradeOf, givenRarity);
    said.rarity += bag.rarity;
    return matches + bag.matched;
  };
  const matchInto = (list: Int32Array, isUsed: Uint8Array, count: number, rarityOf: (token: number) => number): number => {
    const { said } = own;
    let matches = 0;
    for (let index = 0; index < count; index++) {
      if (isUsed[index] === 1) continue;
      for (let other = 0; other < said.rightCount; other++) {
        if (names.gradeOf(list[index]!, said.right[other]!) < closeGrade) continue;
        isUsed[index] = 1;
        matches++;
        said.rarity += Math.min(rarityOf(list[index]!), rarityOf(said.right[other]!));
        break;
      }
    }
    return matches;
  };

  /** Given names left over on one side against surnames left over on the other. */
  const compareCrossed = (outcome: Outcome): void => {
    const { given, surname } = own;
    let [matched, worst, rarity] = [0, 0, 0];
    for (const side of [0, 1]) {
      bag.leftCount = collectUnused(side === 0 ? given.left : given.right, side === 0 ? given.isLeftUsed : given.isRightUsed, side === 0 ? given.leftCount : given.rightCount, bag.left);
      bag.rightCount = collectUnused(side === 0 ? surname.right : surname.left, side === 0 ? surname.isRightUsed : surname.isLeftUsed, side === 0 ? surname.rightCount : surname.leftCount, bag.right);
      if (bag.leftCount === 0 || bag.rightCount === 0) continue;
      reset(bag);
      align(bag, names.gradeOf, surnameRarity);
      if (bag.matched === 0) continue;
      markUsed(side === 0 ? given.left : given.right, side === 0 ? given.isLeftUsed : given.isRightUsed, bag.left, bag.isLeftUsed, bag.leftCount);
      markUsed(side === 0 ? surname.right : surname.left, side === 0 ? surname.isRightUsed : surname.isLeftUsed, bag.right, bag.isRightUsed, bag.rightCount);
      matched += bag.matched;
      worst = worst === 0 ? bag.worst : Math.min(worst, bag.worst);
      rarity += bag.rarity;
    }
    outcome.rarity[field.crossed] = rarity;
    outcome.levels[field.crossed] = matched === 0 ? 0 : (Math.min(2, matched) - 1) * 2 + (worst >= soundGrade ? 2 : 1);
  };

  /** 0: no surname left over, or no parents to ask; 1: not among the other's parents' names; 2: found there. */
  const supportOf = (surnames: Int32Array, isUsed: Uint8Array, count: number, other: number): number => {
    if (unusedCount(isUsed, count) === 0) return 0;
    const parents = copyRole(table, other, role.father, bag.right, copyRole(table, other, role.mother, bag.right, 0));
    if (parents === 0) return 0;
    for (let index = 0; index < count; index++) {
      if (isUsed[index] === 1) continue;
      for (let parent = 0; parent < parents; parent++) if (names.gradeOf(surnames[index]!, bag.right[parent]!) >= closeGrade) return 2;
    }
    return 1;
  };

  const compareBag = (roleNumber: number, fieldIndex: number, left: number, right: number, outcome: Outcome): void => {
    read(bag, roleNumber, left, right);
    if (roleNumber >= role.extra) align(bag, gradeOfValues, (id) => frequencies.rarityOf(roleNumber, id));
    else align(bag, names.gradeOf, parentRarity);
    writeBag(bag, fieldIndex, outcome, false);
  };

  /** Best grade between any two values of a role: 0 missing, 1 different, 2 close, 3 same. */
  const bestValue = (roleNumber: number, left: number, right: number): { best: number; rarity: number } => {
    read(bag, roleNumber, left, right);
    if (bag.leftCount === 0 || bag.rightCount === 0) return { best: 0, rarity: 0 };
    align(bag, gradeOfValues, (id) => frequencies.rarityOf(roleNumber, id));
    let best = 1;
    if (bag.matched > 0) best = bag.worst === exactGrade ? 3 : 2;
    return { best, rarity: bag.rarity };
  };

  const comparePlace = (left: number, right: number, outcome: Outcome): void => {
    const department = bestValue(role.department, left, right).best;
    const { best, rarity } = bestValue(role.municipality, left, right);
    const isOtherDepartment = department === 1;
    outcome.rarity[field.place] = rarity;
    outcome.levels[field.place] = best >= 2 && !isOtherDepartment ? best + 3
      : best === 0 ? (department === 0 ? 0 : isOtherDepartment ? 2 : 4)
      : isOtherDepartment ? 1 : 3;
  };

  return (left, right, outcome) => {
    compareNames(left, right, outcome);
    outcome.levels[field.birth] = birthLevel(table.births[left]!, table.births[right]!);
    const [leftSex, rightSex] = [table.sexes[left]!, table.sexes[right]!];
    outcome.levels[field.sex] = leftSex === 0 || rightSex === 0 ? 0 : leftSex === rightSex ? 2 : 1;
    comparePlace(left, right, outcome);
    compareBag(role.mother, field.mother, left, right, outcome);
    compareBag(role.father, field.father, left, right, outcome);
    for (const [roleNumber, fieldIndex] of [[role.phone, field.phone], [role.identifier, field.identifier]] as const) {
      const { best, rarity } = bestValue(roleNumber, left, right);
      outcome.levels[fieldIndex] = best;
      outcome.rarity[fieldIndex] = rarity;
    }
    for (const [roleNumber, fieldIndex] of [[role.nationality, field.nationality], [role.language, field.language]] as const) {
      const { best, rarity } = bestValue(roleNumber, left, right);
      outcome.levels[fieldIndex] = best >= 2 ? 2 : best;
      outcome.rarity[fieldIndex] = rarity;
    }
    for (let extra = 0; extra < extraFields; extra++) compareBag(role.extra + extra, extraField + extra, left, right, outcome);
  };
}

/** Copies the ids of one role's words behind `at`; returns how many are in the list then. */
function copyRole(table: RecordTable, slot: number, roleNumber: number, into: Int32Array, at: number): number {
  let count = at;
  for (let index = table.starts[slot]!, end = table.starts[slot + 1]!; index < end && count < mostWords; index++) {
    const word = table.words[index]!;
    const found = roleOf(word);
    if (found > roleNumber) break;
    if (found === roleNumber) into[count++] = idOf(word);
  }
  return count;
}

function reset(alignment: Alignment): void {
  alignment.isLeftUsed.fill(0);
  alignment.isRightUsed.fill(0);
  alignment.matched = 0;
  alignment.worst = 0;
  alignment.moved = false;
  alignment.rarity = 0;
}

function collectUnused(list: Int32Array, isUsed: Uint8Array, count: number, into: Int32Array): number {
  let collected = 0;
  for (let index = 0; index < count; index++) if (isUsed[index] === 0) into[collected++] = list[index]!;
  return collected;
}

/** Marks in the full list what was matched in the collected one. */
function markUsed(list: Int32Array, isUsed: Uint8Array, collected: Int32Array, isCollectedUsed: Uint8Array, collectedCount: number): void {
  for (let index = 0; index < collectedCount; index++) {
    if (isCollectedUsed[index] === 0) continue;
    for (let original = 0; isUsed[original] !== undefined; original++) {
      if (isUsed[original] === 0 && list[original] === collected[index]) { isUsed[original] = 1; break; }
    }
  }
}
