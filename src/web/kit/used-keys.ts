/** A key that code asks for: whole, or its beginning when the end is computed. */
export interface UsedKey {
  readonly key: string;
  readonly isPrefix: boolean;
}

/** The source text of the first argument of a call that begins at `start` (just after the opening parenthesis). */
function firstArgument(source: string, start: number): string {
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    const character = source[index]!;
    if ('([{'.includes(character)) depth++;
    else if (depth === 0 && ',)'.includes(character)) return source.slice(start, index);
    else if (')]}'.includes(character)) depth--;
  }
  return '';
}

/** Keys of texts in a source file: the strings in the first argument of a call of `text`, and the attribute `k`. */
export function usedKeys(source: string): UsedKey[] {
  const calls = Array.from(source.matchAll(/\btext\(/g), (match) => firstArgument(source, match.index + match[0].length));
  const whole = calls.flatMap((argument) => Array.from(argument.matchAll(/'([a-z][\w-]*\.[\w.-]+)'/g), (match) => match[1]!));
  const prefixes = calls.flatMap((argument) => Array.from(argument.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g), (match) => match[1]!));
  const elements = Array.from(source.matchAll(/\bk="([^"]+)"/g), (match) => match[1]!);
  return [...[...whole, ...elements].map((key) => ({ key, isPrefix: false })), ...prefixes.map((key) => ({ key, isPrefix: true }))];
}
