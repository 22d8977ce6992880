import type { Random } from './random.ts';

/** Ways in which a name is written by ear: pattern and what is written instead. Spanish first, then Mayan. */
const spanishRules: readonly (readonly [RegExp, string])[] = [
  [/b/, 'v'], [/v/, 'b'], [/^B/, 'V'], [/^V/, 'B'], [/s/, 'z'], [/z/, 's'], [/c(?=[eiéí])/, 's'], [/s(?=[eiéí])/, 'c'], [/ll/, 'y'], [/y(?=[aeou])/, 'll'],
  [/^H/, ''], [/^(?=[aeiouáéíóú])/i, 'H'], [/g(?=[eiéí])/, 'j'], [/j(?=[eiéí])/, 'g'], [/x/, 'j'], [/^J/, 'X'], [/qu(?=[ei])/, 'k'], [/^C(?=[aour])/, 'K'], [/k/, 'c'],
  [/ñ/, 'n'], [/hu(?=[ae])/i, 'w'], [/w/i, 'hu'], [/ez$/, 'es'], [/es$/, 'ez'], [/í(?=n)/, 'ee'], [/n/, 'nn'], [/^J/, 'H'], [/^Y/, 'J'], [/^S/, 'Z'], [/y$/, 'i'], [/i$/, 'y'],
];
const mayaRules: readonly (readonly [RegExp, string])[] = [
  [/tz/i, 'ts'], [/x/i, 'sh'], [/x/i, 'ch'], [/x/i, 'j'], [/c(?=[aou])/i, 'k'], [/qu/i, 'k'], [/qu/i, "q'"], [/w/i, 'u'], [/b/, "b'"], [/aa/, 'a'], [/([bcdfgjkmpt])a(?=[^aeiou])/i, '$1aa'], [/j/, 'h'], [/k/i, "k'"],
];

/** Writes one token as a clerk might hear it; unchanged where no rule applies. */
export function respell(token: string, isMaya: boolean, random: Random): string {
  const rules = isMaya ? [...spanishRules, ...mayaRules, ...mayaRules] : spanishRules;
  const fitting = rules.filter(([pattern]) => pattern.test(token));
  if (fitting.length === 0) return token;
  const [pattern, replacement] = random.pick(fitting);
  const written = token.replace(pattern, replacement);
  return written.length < 2 ? token : written[0]!.toUpperCase() + written.slice(1).toLowerCase();
}

const neighbours: Readonly<Record<string, string>> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'kñ', m: 'n', n: 'bm', o: 'ip', p: 'o', q: 'wa', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'x', ñ: 'l',
};

/** One slip of the finger: a neighbouring key, a letter left out, doubled, or swapped with the next. */
export function mistype(token: string, random: Random): string {
  if (token.length < 3) return token;
  const at = random.integer(token.length > 4 ? 0 : 1, token.length - 1);
  const letter = token[at]!.toLowerCase();
  const slip = random.integer(0, 3);
  if (slip === 0) return token.slice(0, at) + random.pick([...(neighbours[letter] ?? letter)]) + token.slice(at + 1);
  if (slip === 1) return token.slice(0, at) + token.slice(at + 1);
  if (slip === 2 || at === token.length - 1) return token.slice(0, at) + token[at]! + token.slice(at);
  return token.slice(0, at) + token[at + 1]! + letter + token.slice(at + 2);
}

export const withoutAccents = (text: string): string => text.normalize('NFD').replace(/(?<!n)\p{M}|(?<=n)\u0301/giu, '').normalize('NFC');
