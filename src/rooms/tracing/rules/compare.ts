import { createAlignment, type Alignment } from './alignment.ts';
import { birthLevel, birthRarity } from './birth.ts';
import { closeGrade, exactGrade, nicknameGrade, noGrade, soundGrade } from './grade.ts';
import { bagLevel, contradiction, extraField, field, type Outcome } from './outcome.ts';
import type { RecordTable } from './record-table.ts';
import { role } from './roles.ts';
import { createSide, readSide, unusedIn, type Side } from './side.ts';
import { createTextComparison } from './text-comparison.ts';
import { createValueGrader } from './value-grade.ts';
import { createWrittenTogether } from './written-together.ts';

/** Compares two slots of a table into `outcome`. Symmetric; reads only the table's columns. */
export type Compare = (left: number, right: number, outcome: Outcome) => void;

/** @param extraFields how many other columns the table's records carry */
export function createCompare(table: RecordTable, extraFields: number): Compare {
  const { names, values, frequencies } = table;
  const gradeOfValues = createValueGrader(values);
  const nameAlignment = (roleNumber: number): Alignment => createAlignment(names.gradeOf, (token) => frequencies.rarityOf(roleNumber, names.soundIdOf(token)));
  const given = nameAlignment(role.given);
  const surname = nameAlignment(role.surname);
  const said = createAlignment(
    (left, right) => { const grade = names.gradeOf(left, right); return grade >= closeGrade ? grade : noGrade; },
    (token) => frequencies.rarityOf(role.given, names.soundIdOf(token)),
  );
  const crossed = nameAlignment(role.surname);
  const matchTogether = createWrittenTogether(names.sounds, names.soundIdOf, (token) => frequencies.rarityOf(role.surname, names.soundIdOf(token)));
  const parent = nameAlignment(role.mother);
  const valueAlignments = Array.from({ length: role.extra }, (_, roleNumber) => createAlignment(gradeOfValues, (id) => frequencies.rarityOf(roleNumber, id)));
  const compareText = createTextComparison(gradeOfValues, frequencies.rarityOf);
  const one = createSide();
  const other = createSide();

  /** Writes the level of a bag once all its matches are made; `from` is the role whose words it is about. */
  const writeBag = (alignment: Alignment, roleNumber: number, fieldIndex: number, outcome: Outcome, keepsOrder: boolean): void => {
    const [leftFrom, leftTo, rightFrom, rightTo] = [one.from[roleNumber]!, one.from[roleNumber + 1]!, other.from[roleNumber]!, other.from[roleNumber + 1]!];
    outcome.rarity[fieldIndex] = alignment.rarity;
    if (leftFrom === leftTo || rightFrom === rightTo) { outcome.levels[fieldIndex] = 0; return; }
    const leftOver = unusedIn(one, leftFrom, leftTo);
    const rightOver = unusedIn(other, rightFrom, rightTo);
    const isContradicted = leftOver > 0 && rightOver > 0;
    outcome.levels[fieldIndex] = alignment.matched === 0
      ? (isContradicted ? contradiction : 0)
      : bagLevel(alignment.matched, alignment.worst, isContradicted, leftOver !== rightOver, keepsOrder && alignment.isMoved);
  };
  const alignRole = (alignment: Alignment, roleNumber: number): void => {
    alignment.begin();
    alignment.align(one, one.from[roleNumber]!, one.from[roleNumber + 1]!, other, other.from[roleNumber]!, other.from[roleNumber + 1]!);
  };

  const compareNames = (outcome: Outcome): void => {
    alignRole(given, role.given);
    surname.begin();
    const [from, to, otherFrom, otherTo] = [one.from[role.surname]!, one.from[role.nickname]!, other.from[role.surname]!, other.from[role.nickname]!];
    // before all else: a word that holds two names is also near the first of them
    matchTogether(one, other, from, to, otherFrom, otherTo, surname);
    matchTogether(other, one, otherFrom, otherTo, from, to, surname);
    surname.align(one, from, to, other, otherFrom, otherTo);
    const hasSaid = one.from[role.mother]! > one.from[role.nickname]! || other.from[role.mother]! > other.from[role.nickname]!;
    outcome.levels[field.alias] = hasSaid ? alignSaid() : 0;
    outcome.rarity[field.alias] = hasSaid ? said.rarity : 0;
    // Given names of one left over against surnames of the other left over.
    crossed.begin();
    crossed.align(one, one.from[role.given]!, one.from[role.surname]!, other, other.from[role.surname]!, other.from[role.nickname]!);
    crossed.align(one, one.from[role.surname]!, one.from[role.nickname]!, other, other.from[role.given]!, other.from[role.surname]!);
    outcome.rarity[field.crossed] = crossed.rarity;
    outcome.levels[field.crossed] = crossed.matched === 0 ? 0 : (Math.min(2, crossed.matched) - 1) * 2 + (crossed.worst >= soundGrade ? 2 : 1);
    writeBag(given, role.given, field.given, outcome, true);
    writeBag(surname, role.surname, field.surname, outcome, true);
    outcome.levels[field.lineage] = Math.max(supportOf(one, other), supportOf(other, one));
    outcome.rarity[field.lineage] = 0;
  };

  /** Names still without a partner, looked for among the other's nicknames and aliases; then those among each other. */
  const alignSaid = (): number => {
    said.begin();
    said.align(one, one.from[role.given]!, one.from[role.nickname]!, other, other.from[role.nickname]!, other.from[role.mother]!);
    said.align(one, one.from[role.nickname]!, one.from[role.mother]!, other, other.from[role.given]!, other.from[role.nickname]!);
    said.align(one, one.from[role.nickname]!, one.from[role.mother]!, other, other.from[role.nickname]!, other.from[role.mother]!);
    return Math.min(2, said.matched);
  };

  /** 0: no surname left over, or no parents to ask; 1: not among the other's parents' names; 2: found there. */
  const supportOf = (asking: Side, asked: Side): number => {
    const [parentsFrom, parentsTo] = [asked.from[role.mother]!, asked.from[role.father + 1]!];
    if (parentsFrom === parentsTo) return 0;
    let level = 0;
    for (let index = asking.from[role.surname]!; index < asking.from[role.surname + 1]!; index++) {
      if (asking.isUsed[index] === 1) continue;
      level = 1;
      for (let parentIndex = parentsFrom; parentIndex < parentsTo; parentIndex++) if (names.gradeOf(asking.ids[index]!, asked.ids[parentIndex]!) >= nicknameGrade) return 2;
    }
    return level;
  };

  const compareBag = (alignment: Alignment, roleNumber: number, fieldIndex: number, outcome: Outcome): void => {
    if (one.from[roleNumber] === one.from[roleNumber + 1] || other.from[roleNumber] === other.from[roleNumber + 1]) {
      outcome.levels[fieldIndex] = 0;
      outcome.rarity[fieldIndex] = 0;
      return;
    }
    alignRole(alignment, roleNumber);
    writeBag(alignment, roleNumber, fieldIndex, outcome, false);
  };

  /** Agreement of any two values of a role: 0 missing, 1 different, 2 close, 3 same; the rarity is left in the alignment. */
  const bestValue = (roleNumber: number): number => {
    const alignment = valueAlignments[roleNumber]!;
    alignment.begin();
    if (one.from[roleNumber] === one.from[roleNumber + 1] || other.from[roleNumber] === other.from[roleNumber + 1]) return 0;
    alignRole(alignment, roleNumber);
    return alignment.matched === 0 ? 1 : alignment.worst === exactGrade ? 3 : 2;
  };
  const compareValue = (roleNumber: number, fieldIndex: number, isCoarse: boolean, outcome: Outcome): void => {
    const best = bestValue(roleNumber);
    outcome.levels[fieldIndex] = isCoarse && best === 3 ? 2 : best;
    outcome.rarity[fieldIndex] = valueAlignments[roleNumber]!.rarity;
  };

  const comparePlace = (outcome: Outcome): void => {
    const department = bestValue(role.department);
    const municipality = bestValue(role.municipality);
    const isOtherDepartment = department === 1;
    outcome.rarity[field.place] = valueAlignments[role.municipality]!.rarity;
    outcome.levels[field.place] = municipality >= 2 && !isOtherDepartment ? municipality + 3
      : municipality === 0 ? (department === 0 ? 0 : isOtherDepartment ? 2 : 4)
      : isOtherDepartment ? 1 : 3;
  };

  return (left, right, outcome) => {
    readSide(table, left, one);
    readSide(table, right, other);
    one.isUsed.fill(0);
    other.isUsed.fill(0);
    compareNames(outcome);
    outcome.levels[field.birth] = birthLevel(table.births[left]!, table.births[right]!);
    outcome.rarity[field.birth] = birthRarity(table.births[left]!, table.births[right]!);
    const leftSex = table.sexes[left]!;
    const rightSex = table.sexes[right]!;
    outcome.levels[field.sex] = leftSex === 0 || rightSex === 0 ? 0 : leftSex === rightSex ? 2 : 1;
    comparePlace(outcome);
    compareBag(parent, role.mother, field.mother, outcome);
    compareBag(parent, role.father, field.father, outcome);
    compareValue(role.phone, field.phone, false, outcome);
    compareValue(role.identifier, field.identifier, false, outcome);
    compareValue(role.nationality, field.nationality, true, outcome);
    compareValue(role.language, field.language, true, outcome);
    for (let extra = 0; extra < extraFields; extra++) compareText(one, other, role.extra + extra, extraField + extra, outcome);
  };
}
