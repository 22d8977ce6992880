import { foldLetters, nameTokens } from '../rules/letters.ts';

/** How often a word stands in the first and in the last place of the full names of a file. */
export type PlaceCounts = ReadonlyMap<string, readonly [first: number, last: number]>;

/** Counts first and last words of full names: what usually comes last is a surname, also where it stands in the middle. */
export function countPlaces(names: readonly string[]): PlaceCounts {
  const counts = new Map<string, [number, number]>();
  const add = (word: string, place: 0 | 1): void => {
    const known = counts.get(word) ?? [0, 0];
    known[place]++;
    counts.set(word, known);
  };
  for (const name of names) {
    const words = nameTokens(beforeComma(name));
    if (words.length < 2) continue;
    add(words[0]!, 0);
    add(words.at(-1)!, 1);
  }
  return counts;
}

const beforeComma = (name: string): string => name.replace(/,.*$/, '');

/**
 * Given names and surnames of a full name. "Pérez López, Juan" has the surnames first; else the surnames are the end of the
 * name: the last word, and the one before it where a name has four, or has three of which the middle one is a surname elsewhere.
 */
export function splitFullName(name: string, places: PlaceCounts): { readonly given: string; readonly surnames: string } {
  const comma = name.indexOf(',');
  if (comma > 0 && !/,\s*\d/.test(name) && name.length - comma > 2 && name.slice(comma).split(/\s+/).length <= 4 && name.slice(0, comma).split(/\s+/).length <= 3) {
    return { given: name.slice(comma + 1).trim(), surnames: name.slice(0, comma).trim() };
  }
  const words = gluedWords(name);
  if (words.length < 2) return { given: name, surnames: '' };
  const isSurname = (word: string): boolean => {
    const [first, last] = places.get(nameTokens(word)[0] ?? '') ?? [0, 0];
    return last > first;
  };
  const surnames = words.length >= 4 ? (isSurname(words.at(-2)!) ? 2 : 1) : words.length === 3 && isSurname(words[1]!) ? 2 : 1;
  return { given: words.slice(0, words.length - surnames).join(' '), surnames: words.slice(words.length - surnames).join(' ') };
}

/** Words of a name, particles kept with what they belong to (Juan / de la Cruz). */
function gluedWords(name: string): string[] {
  const words: string[] = [];
  let open = '';
  for (const word of name.split(/\s+/).filter((part) => part !== '')) {
    if (/^(de|del|la|las|los|y|da|do|dos|van|von|der)$/.test(foldLetters(word))) { open += `${word} `; continue; }
    words.push(open + word);
    open = '';
  }
  return words;
}
