/**
 * Names as people say and write them, turned into comparable tokens (matching design, section 6): accents folded but
 * ñ kept, glottal apostrophes dropped, particles glued to the word they belong to, titles and placeholders removed.
 */

const apostrophes = /['’‘ʼʻ`´ꞌ]/g;
const particles = new Set(['de', 'del', 'la', 'las', 'lo', 'los', 'da', 'do', 'dos', 'di', 'van', 'von', 'der', 'san', 'santa']);
/** Particles that are a word of their own when nothing follows them; the others then say nothing. */
const standingParticles = new Set(['san', 'santa']);
const connectors = new Set(['y', 'e', 'i', 'of', 'the']);
const titles = new Set(['sr', 'sra', 'srta', 'don', 'dona', 'doña', 'nino', 'niño', 'nina', 'niña', 'bebe', 'hijo', 'hija', 'jr', 'junior', 'ii', 'iii', 'viuda', 'vda', 'mr', 'mrs', 'sir', 'dr', 'lic']);
const placeholders = new Set([
  'nn', 'sn', 'sd', 'na', 'nd', 'null', 'none', 'nan', 'xx', 'xxx', 'unknown', 'desconocido', 'desconocida', 'ninguno', 'ninguna', 'noregistra', 'nosabe',
  'noaplica', 'sindato', 'sindatos', 'sinnombre', 'sinapellido', 'nosereporta', 'noconsta', 'noidentificado', 'noidentificada', 'recienacido', 'reciennacido', 'recienacida', 'reciennacida',
]);

/** Lower case, accents folded, ñ kept, apostrophes dropped; digits and other scripts pass. */
export const foldLetters = (text: string): string => (plainLetters.test(text) ? text.toLowerCase() : foldMarked(text));

/** Most texts: nothing but letters, digits and signs that stay as they are. */
const plainLetters = /^[\w \t,.;:/()+-]*$/;

const foldMarked = (text: string): string =>
  text.normalize('NFD').replace(/([nN])\u0303/g, '$1\u0001').replace(/\p{M}/gu, '').replaceAll('n\u0001', 'ñ').replaceAll('N\u0001', 'ñ')
    .replace(apostrophes, '').toLowerCase().normalize('NFC');

/** Words of letters and digits of a folded text, for example of a place, an address or an occupation. */
export const wordsOf = (text: string): string[] => {
  const words = foldLetters(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return isPlaceholder(words.join('')) ? [] : words;
};

/** Whether a folded value without spaces says only that nothing is known. */
export const isPlaceholder = (joined: string): boolean => joined === '' || placeholders.has(joined);

/**
 * The tokens of one name or surname field, in order. "De la Cruz" gives `delacruz`; "B'atz'" gives `batz`;
 * "Pérez-López" gives two tokens; "NN" and "desconocido" give none.
 */
export function nameTokens(text: string, expand: ReadonlyMap<string, string> = noAbbreviations): string[] {
  const words = foldLetters(text).match(/\p{L}+/gu) ?? [];
  if (isPlaceholder(words.join(''))) return [];
  const tokens: string[] = [];
  let glued = '';
  for (const word of words) {
    if (particles.has(word)) { glued += word; continue; }
    if (titles.has(word) || (connectors.has(word) && tokens.length > 0)) continue;
    tokens.push(glued + (expand.get(word) ?? word));
    glued = '';
  }
  if (standingParticles.has(glued)) tokens.push(glued);
  return tokens;
}

const noAbbreviations: ReadonlyMap<string, string> = new Map();

/**
 * The word that carries the identity in a glued token: `delacruz` gives `cruz`. The short particles are only taken off
 * where no ordinary name begins that way (Delgado, Denis and Delia stay whole).
 */
export function coreOf(token: string): string {
  const match = /^(?:dela|delas|delos)(\p{L}{3,})$/u.exec(token)
    ?? /^del(valle|cid|carmen|pilar|rio|toro|castillo|rosario|socorro|aguila|angel|campo|monte|pozo|prado|real|mar|bosque)$/u.exec(token)
    ?? /^de(leon|jesus|paz|dios|gracia)$/u.exec(token);
  return match?.[1] ?? token;
}

/** Tables over letter codes have this size. */
export const letterCodes = 64;
const space = 38;
const foreign = 39;
const foreignBase = letterCodes - foreign;

/**
 * Writes a folded text as codes below 64 (a to z, ñ, digits, space; any other letter as four codes), so that the text can
 * be had back exactly and the similarity kernels see small numbers.
 * @returns how many codes were written from `at` on; nothing is written beyond 255 codes
 */
export function writeLetters(text: string, into: Uint8Array, at: number): number {
  let length = 0;
  for (let index = 0; index < text.length && length < 252; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 97 && unit <= 122) into[at + length++] = unit - 96;
    else if (unit >= 48 && unit <= 57) into[at + length++] = unit - 20;
    else if (unit === 0xf1) into[at + length++] = 27;
    else if (unit === 32) into[at + length++] = space;
    else for (let rest = unit, digit = 0; digit < 4; digit++, rest = Math.floor(rest / foreignBase)) into[at + length++] = foreign + (rest % foreignBase);
  }
  return length;
}

/** The text that `writeLetters` wrote. */
export function readLetters(from: Uint8Array, start: number, length: number): string {
  let text = '';
  for (let index = start; index < start + length; index++) {
    const code = from[index]!;
    if (code >= foreign) {
      let unit = 0;
      for (let digit = 3; digit >= 0; digit--) unit = unit * foreignBase + from[index + digit]! - foreign;
      text += String.fromCharCode(unit);
      index += 3;
    } else text += String.fromCharCode(code <= 26 ? code + 96 : code === 27 ? 0xf1 : code === space ? 32 : code + 20);
  }
  return text;
}
