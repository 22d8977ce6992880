const particles = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'da', 'do', 'dos', 'san', 'santa', 'van', 'von']);

/** Words with the particles before them: `De la Cruz` is one. */
function unitsOf(words: string): string[] {
  const units: string[] = [];
  let held: string[] = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    held.push(word);
    if (particles.has(word.toLowerCase())) continue;
    units.push(held.join(' '));
    held = [];
  }
  return held.length === 0 ? units : [...units, held.join(' ')];
}

export interface NameParts {
  readonly givenNames?: string;
  readonly firstSurname?: string;
  readonly secondSurname?: string;
}

/** `Pérez López` is a first and a second surname; more than two words stay with the second. */
export function splitSurnames(words: string): NameParts {
  const [first, ...rest] = unitsOf(words);
  return { ...(first === undefined ? {} : { firstSurname: first }), ...(rest.length === 0 ? {} : { secondSurname: rest.join(' ') }) };
}

/**
 * A whole name in one cell. A comma tells surnames from given names; without it the usual order is taken: two surnames at
 * the end of four words or more, otherwise one.
 */
export function splitFullName(words: string): NameParts {
  const comma = words.indexOf(',');
  if (comma >= 0) {
    const given = words.slice(comma + 1).trim();
    return { ...(given === '' ? {} : { givenNames: given }), ...splitSurnames(words.slice(0, comma)) };
  }
  const units = unitsOf(words);
  const surnames = units.length >= 4 ? 2 : units.length >= 2 ? 1 : 0;
  const given = units.slice(0, units.length - surnames).join(' ');
  return { ...(given === '' ? {} : { givenNames: given }), ...splitSurnames(units.slice(units.length - surnames).join(' ')) };
}
