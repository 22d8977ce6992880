import type { Frequencies } from './frequency.ts';
import { foldLetters, isPlaceholder, nameTokens, wordsOf } from './letters.ts';
import type { NameDictionary } from './name-dictionary.ts';
import type { PersonRecord } from './record.ts';
import { mostExtras, role, wordOf } from './roles.ts';
import { splitSpokenName } from './spoken-name.ts';
import type { TokenPool } from './token-pool.ts';

/** Words of one text that are compared: what follows in a long description repeats itself. */
const mostTextWords = 24;
/** Texts whose numbers are remembered: names and places come again and again. */
const mostRemembered = 50_000;

/**
 * Turns records into words of a table, in order of role; the same word twice in a role (Hernández Hernández) stays twice.
 * @returns `isCounted` false for a record that will be forgotten again, and with it the numbers of its words
 */
export function createRecordWords(abbreviations: ReadonlyMap<string, string>, names: NameDictionary, values: TokenPool, frequencies: Frequencies): (record: PersonRecord, isCounted: boolean) => number[] {
  const nameIds = remembered((text) => nameTokens(text, abbreviations).map((token) => names.intern(token)));
  const valueIds = remembered((text) => internAll([wordsOf(text).join(' ')]));
  const textIds = remembered((text) => internAll([...new Set(wordsOf(text).slice(0, mostTextWords))].filter((word) => !isPlaceholder(word))));
  const internAll = (texts: readonly string[]): number[] => texts.filter((text) => text !== '').map((text) => values.intern(text));

  return (record, isCounted) => {
    const words: number[] = [];
    const add = (roleNumber: number, ids: readonly number[]): void => { for (const id of ids) words.push(wordOf(roleNumber, id)); };
    const addNames = (roleNumber: number, texts: readonly string[] | undefined): void => { for (const text of texts ?? []) add(roleNumber, nameIds(text, isCounted)); };
    const addValue = (roleNumber: number, text: string | undefined): void => { if (text !== undefined && text !== '') add(roleNumber, valueIds(text, isCounted)); };
    const spoken = nameIds(record.spokenName ?? '', isCounted);
    const { from, to } = splitSpokenName(spoken.length, (index, as) => frequencies.rarityOf(role[as], names.soundIdOf(spoken[index]!)));
    addNames(role.given, record.givenNames);
    add(role.given, spoken.slice(from, to));
    addNames(role.surname, record.surnames);
    add(role.surname, [...spoken.slice(0, from), ...spoken.slice(to)]);
    addNames(role.nickname, record.nicknames);
    addNames(role.alias, record.aliases);
    addNames(role.mother, record.motherNames);
    addNames(role.father, record.fatherNames);
    addValue(role.municipality, record.municipality);
    addValue(role.department, record.department);
    for (const nationality of record.nationalities ?? []) addValue(role.nationality, nationality);
    for (const language of record.languages ?? []) addValue(role.language, language);
    for (const phone of record.phones ?? []) add(role.phone, internAll([lastDigits(phone)]));
    for (const identifier of record.identifiers ?? []) add(role.identifier, internAll([wordsOf(foldLetters(identifier).replace(/[^\p{L}\p{N}]/gu, '')).join(' ')]));
    for (const [index, text] of (record.extras ?? []).slice(0, mostExtras).entries()) if (text !== undefined && text !== '') add(role.extra + index, textIds(text, isCounted));
    return words;
  };
}

/** Remembers what a text gave, for records that stay. */
function remembered(read: (text: string) => readonly number[]): (text: string, isKept: boolean) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (text, isKept) => {
    if (text === '') return [];
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = read(text);
    if (!isKept) return found;
    if (known.size >= mostRemembered) known.clear();
    known.set(text, found);
    return found;
  };
}

/** The subscriber's part of a phone number: country and trunk prefixes are written or left out at will. */
const lastDigits = (phone: string): string => phone.replace(/\D/g, '').slice(-8);
