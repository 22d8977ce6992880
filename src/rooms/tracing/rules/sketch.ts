import { dateOf, firstDayOf, isDay, lastDayOf, noBirth } from './birth.ts';
import { consonantsOf } from './consonants.ts';
import type { RecordTable } from './record-table.ts';
import { idOf, role, roleOf } from './roles.ts';

/**
 * Records drawn so small that two of them are set side by side at a glance: for each the birth as four numbers, then 16-bit codes of
 * its words (names by their consonants, 0 where there is none) in places that are the same for all, 80 bytes a record and 16 for each
 * other column. Two different words have one code once in 65 thousand times.
 */
export interface Sketches {
  /** Half-words from one record to the next. */
  readonly stride: number;
  readonly extraFields: number;
  /** In shared memory: worker threads read the same ones. */
  readonly codes: Uint16Array;
  /** The same memory, for the births: first and last possible day, civil date of a known day (else 0), sex. */
  readonly births: Int32Array;
}

/** Half-words of a record's birth, and then of its words. */
export const birthCodes = 8;
export const wordCodes = 32;
/** Words of another column that are drawn. */
export const extraCodes = 8;

export const strideOf = (extraFields: number): number => birthCodes + wordCodes + extraFields * extraCodes;

/** One place in a sketch for the words of some roles: from which code on, and how many. */
export interface SketchGroup {
  readonly roles: readonly number[];
  readonly from: number;
  readonly size: number;
}

/** In the order of their places. */
export const sketchGroups: readonly SketchGroup[] = [
  { roles: [role.given], from: 0, size: 4 },
  { roles: [role.surname], from: 4, size: 4 },
  { roles: [role.mother], from: 8, size: 4 },
  { roles: [role.father], from: 12, size: 4 },
  { roles: [role.nickname, role.alias], from: 16, size: 4 },
  { roles: [role.municipality], from: 20, size: 1 },
  { roles: [role.department], from: 21, size: 1 },
  { roles: [role.nationality], from: 22, size: 1 },
  { roles: [role.language], from: 23, size: 1 },
  { roles: [role.phone], from: 24, size: 4 },
  { roles: [role.identifier], from: 28, size: 4 },
];

/** Draws all records of a table. */
export function drawSketches(table: RecordTable, sketches: Sketches): void {
  const { words, starts, births, sexes, count } = table;
  const { stride, extraFields } = sketches;
  const consonants = consonantsOf(table);
  const groupOf = Array.from({ length: role.extra + extraFields }, (_, roleNumber): SketchGroup =>
    sketchGroups.find(({ roles }) => roles.includes(roleNumber)) ?? { roles: [roleNumber], from: wordCodes + (roleNumber - role.extra) * extraCodes, size: extraCodes });
  for (let slot = 0; slot < count; slot++) {
    const birth = births[slot]!;
    sketches.births.set([birth === noBirth ? 0 : firstDayOf(birth), birth === noBirth ? 0 : lastDayOf(birth), birth !== noBirth && isDay(birth) ? dateOf(firstDayOf(birth)) : 0, sexes[slot]!], (slot * stride) / 2);
    for (let index = starts[slot]!; index < starts[slot + 1]!; index++) {
      const word = words[index]!;
      const roleNumber = roleOf(word);
      const group = groupOf[roleNumber];
      if (group === undefined) continue;
      const code = codeOf(roleNumber <= role.father ? consonants[idOf(word)]! : idOf(word));
      let at = slot * stride + birthCodes + group.from;
      const end = at + group.size;
      while (at < end && sketches.codes[at] !== 0 && sketches.codes[at] !== code) at++;
      if (at < end) sketches.codes[at] = code;
    }
  }
}

/** The sketches that lie in a memory. */
export function sketchesIn(memory: SharedArrayBuffer, from: number, count: number, extraFields: number): Sketches {
  const stride = strideOf(extraFields);
  return { stride, extraFields, codes: new Uint16Array(memory, from, count * stride), births: new Int32Array(memory, from, (count * stride) / 2) };
}

const codeOf = (value: number): number => {
  const mixed = Math.imul(value ^ (value >>> 15), 0x9e3779b1);
  return ((mixed ^ (mixed >>> 13)) >>> 16) || 1;
};
