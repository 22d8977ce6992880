import { coreOf } from './letters.ts';

/**
 * One spelling for all the ways in which a Spanish or Mayan name is written by ear (matching design, section 6):
 * silent h, b = v, s = z = soft c = tz = ts, hard c = k = qu, soft g = j = x = sh, ll = y = i, gu/hu/w before a vowel = u,
 * m = n before b and p, ñ = n, double letters single. `ch` stays apart. Two tokens with one form are homophones.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'], [/th/g, 't'], [/sch/g, 'sh'], [/sh/g, 'x'],
  [/ee/g, 'i'], [/oo/g, 'u'],
  [/ch/g, '§'],
  [/(?:gu|hu|w)(?=[aeiouy])/g, 'u'], [/w/g, 'u'],
  [/qu(?=[eiy])/g, 'k'], [/ck/g, 'k'], [/q/g, 'k'],
  [/c(?=[eiy])/g, 's'], [/c/g, 'k'],
  [/g(?=[eiy])/g, 'j'], [/x/g, 'j'],
  [/t[zs]/g, 's'], [/z/g, 's'],
  [/h/g, ''], [/v/g, 'b'], [/ñ/g, 'n'], [/ll/g, 'i'], [/y/g, 'i'],
  [/m(?=[bp])/g, 'n'],
  [/^s(?=[bdfgjklmnprt])/, 'es'],
  [/§/g, 'ch'],
  [/(.)\1+/gu, '$1'],
  [/ie$/, 'i'],
];

/** The canonical sound of one name token (folded letters, as `nameTokens` gives them). */
export function soundOf(token: string): string {
  const core = coreOf(token);
  let sound = core;
  for (const [pattern, replacement] of rules) sound = sound.replace(pattern, replacement);
  return sound === '' ? core : sound;
}

/**
 * Whether two sounds are the masculine and the feminine of one name (Francisco and Francisca, Gabriel and Gabriela):
 * near in letters, but two different children, often brother and sister.
 */
export function isGenderPair(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 4) return false;
  if (short.length < long.length) return long === `${short}a`;
  const endings = short.slice(-1) + long.slice(-1);
  return short.slice(0, -1) === long.slice(0, -1) && /^(?:ao|oa|ae|ea)$/.test(endings);
}
