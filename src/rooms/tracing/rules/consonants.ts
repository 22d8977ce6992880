import type { RecordTable } from './record-table.ts';

/** The first letter of a sound and its next consonants as a number: what most misspellings leave alone. */
export function consonantNumber(sound: string): number {
  let number = 0;
  for (const letter of (sound[0] ?? '') + sound.slice(1).replace(/[aeiou]/g, '').slice(0, 4)) number = Math.imul(number, 31) + letter.charCodeAt(0);
  return number >>> 0;
}

/** `consonantNumber` of every name token of a table. */
export function consonantsOf({ names }: RecordTable): Uint32Array {
  const ofSound = Uint32Array.from({ length: names.sounds.count }, (_, sound) => consonantNumber(names.sounds.textOf(sound)));
  return Uint32Array.from({ length: names.tokens.count }, (_, token) => ofSound[names.soundIdOf(token)]!);
}
