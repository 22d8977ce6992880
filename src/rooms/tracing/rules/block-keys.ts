import { firstDayOf, isDay, noBirth, yearOf } from './birth.ts';
import { consonantNumber } from './consonants.ts';
import type { RecordTable } from './record-table.ts';
import { role } from './roles.ts';
import { createSide, readSide, type Side } from './side.ts';

/**
 * Composite keys under which records of one child meet although every single fact may be wrong in one of them: two
 * names, a name and a birth day, a name and a place, a given name and a parent... Each family is sorted on its own.
 */
export interface KeyFamily {
  readonly name: string;
  /** Calls `add` with a 31-bit hash for each key of a record. */
  emit(slot: number, add: (hash: number) => void): void;
}

/** Finer facts by which the records of a crowded key are divided once more. */
export type Refine = (slot: number, add: (hash: number) => void) => void;

/** @param extraFields number of other columns of a linked file */
export function createKeyFamilies(table: RecordTable, extraFields: number): { readonly families: readonly KeyFamily[]; readonly refine: Refine } {
  const side = createSide();
  const skeletons = createSkeletons(table);
  const formals = createFormals(table);
  const own: number[] = [];
  const parents: number[] = [];
  const scratch: number[] = [];

  const soundsOf = (into: number[], fromRole: number, toRole: number, from: Side): number[] => {
    into.length = 0;
    for (let index = from.from[fromRole]!; index < from.from[toRole + 1]!; index++) {
      const sound = table.names.soundIdOf(from.ids[index]!);
      if (!into.includes(sound)) into.push(sound);
    }
    return into;
  };
  const pairs = (kind: number, values: readonly number[], add: (hash: number) => void): void => {
    for (let one = 0; one < values.length; one++) {
      for (let other = one + 1; other < values.length; other++) {
        const [low, high] = values[one]! < values[other]! ? [values[one]!, values[other]!] : [values[other]!, values[one]!];
        add(hashOf(kind, low, high));
      }
    }
  };
  const products = (kind: number, left: readonly number[], right: readonly number[], add: (hash: number) => void): void => {
    for (const one of left) for (const other of right) add(hashOf(kind, one, other));
  };
  /** The words of a role and those up to another, in a list that the next call with the same list writes again. */
  const wordsOf = (into: number[], fromRole: number, toRole: number = fromRole): number[] => {
    into.length = 0;
    for (let index = side.from[fromRole]!; index < side.from[toRole + 1]!; index++) into.push(side.ids[index]!);
    return into;
  };
  const [left, right]: [number[], number[]] = [[], []];
  const valuesOf = (roleNumber: number): number[] => wordsOf(left, roleNumber);
  const family = (name: string, emit: (slot: number, add: (hash: number) => void) => void): KeyFamily => ({
    name,
    emit: (slot, add) => {
      readSide(table, slot, side);
      emit(slot, add);
    },
  });
  const ownSounds = (): number[] => soundsOf(own, role.given, role.alias, side);
  const days: number[] = [];
  const dayOf = (slot: number): number[] => {
    days.length = 0;
    if (isDay(table.births[slot]!)) days.push(firstDayOf(table.births[slot]!));
    return days;
  };
  const extraWords = (): number[] => wordsOf(left, role.extra, role.extra + extraFields - 1);

  const families: KeyFamily[] = [
    family('two names', (_, add) => pairs(1, ownSounds(), add)),
    family('two names by consonants', (_, add) => {
      scratch.length = 0;
      for (const sound of ownSounds()) {
        const skeleton = skeletons(sound);
        if (!scratch.includes(skeleton)) scratch.push(skeleton);
      }
      pairs(2, scratch, add);
    }),
    family('name and birth day', (slot, add) => products(3, ownSounds(), dayOf(slot), add)),
    family('name and municipality', (_, add) => products(4, ownSounds(), valuesOf(role.municipality), add)),
    family('name and department', (_, add) => products(5, ownSounds(), valuesOf(role.department), add)),
    family('given name and parent', (_, add) => products(6, soundsOf(own, role.given, role.given, side), soundsOf(parents, role.mother, role.father, side), add)),
    family('two names of a parent', (_, add) => {
      pairs(7, soundsOf(parents, role.mother, role.mother, side), add);
      pairs(7, soundsOf(parents, role.father, role.father, side), add);
    }),
    family('phone or document', (_, add) => {
      for (const id of valuesOf(role.phone)) add(hashOf(8, id, 0));
      for (const id of valuesOf(role.identifier)) addHalves(table, id, add);
    }),
    family('birth day and municipality', (slot, add) => products(10, dayOf(slot), valuesOf(role.municipality), add)),
  ];
  if (extraFields > 0) {
    families.push(
      family('formal given name and surname', (_, add) => {
        scratch.length = 0;
        for (const sound of soundsOf(own, role.given, role.given, side)) for (const formal of formals(sound)) if (!scratch.includes(formal)) scratch.push(formal);
        products(14, scratch, soundsOf(own, role.surname, role.surname, side), add);
      }),
      family('name by consonants and birth day', (slot, add) => products(15, ownSounds().map(skeletons), dayOf(slot), add)),
      family('name and other column', (_, add) => products(11, ownSounds(), extraWords(), add)),
      family('birth day and other column', (slot, add) => products(12, dayOf(slot), extraWords(), add)),
      family('two other columns', (_, add) => {
        for (let one = role.extra; one < role.extra + extraFields; one++) for (let other = one + 1; other < role.extra + extraFields; other++) products(64 + one * 32 + other, wordsOf(left, one), wordsOf(right, other), add);
      }),
    );
  }
  return {
    families,
    refine: (slot, add) => {
      readSide(table, slot, side);
      for (const sound of soundsOf(own, role.given, role.father, side)) add(hashOf(1, sound, 0));
      for (let index = side.from[role.municipality]!; index < side.from[role.nationality]!; index++) add(hashOf(2, side.ids[index]!, 0));
      for (let index = side.from[role.extra]!; index < side.from[role.extra + extraFields]!; index++) add(hashOf(3, side.ids[index]!, 0));
      const birth = table.births[slot]!;
      if (birth === noBirth) return;
      // Two sets of three-year windows, one and a half years apart: neighbours meet in at least one.
      const halfYears = Math.floor(yearOf(birth) * 2);
      add(hashOf(4, Math.floor(halfYears / 6), 0));
      add(hashOf(5, Math.floor((halfYears + 3) / 6), 0));
    },
  };
}

/** Both halves of a document number, so that one wrong character leaves one half. */
function addHalves(table: RecordTable, id: number, add: (hash: number) => void): void {
  const { letters, starts, lengths } = table.values;
  const [start, length] = [starts[id]!, lengths[id]!];
  const middle = length >> 1;
  let [first, second] = [length, length];
  for (let index = 0; index < length; index++) {
    if (index < middle) first = Math.imul(first, 31) + letters[start + index]!;
    else second = Math.imul(second, 31) + letters[start + index]!;
  }
  if (length < 6) add(hashOf(9, id, 0));
  else {
    add(hashOf(9, first, 1));
    add(hashOf(9, second, 2));
  }
}

/** Numbers for a sound and for the formal names that it may be a nickname of: James and Jim meet. */
function createFormals(table: RecordTable): (sound: number) => readonly number[] {
  const known: (readonly number[])[] = [];
  const numberOf = (text: string): number => {
    let number = 0;
    for (let index = 0; index < text.length; index++) number = (Math.imul(number, 31) + text.charCodeAt(index)) >>> 0;
    return number;
  };
  return (sound) => {
    const text = table.names.sounds.textOf(sound);
    return (known[sound] ??= [text, ...table.knowledge.nicknames.formalsOf(text)].map(numberOf));
  };
}

/** The consonants of each sound as a number, worked out once. */
function createSkeletons(table: RecordTable): (sound: number) => number {
  const numbers: number[] = [];
  return (sound) => (numbers[sound] ??= consonantNumber(table.names.sounds.textOf(sound)));
}

/** A well-mixed 31-bit hash of a key's parts. */
function hashOf(kind: number, one: number, other: number): number {
  let hash = Math.imul(kind ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(one, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ Math.imul(other, 0x297a2d39);
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995);
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
}
