/** Letters of a card: without I, L, O and U, which are read as those they look like. */
const letters = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/**
 * The number of a child's card, from what was typed or scanned: the number with or without dashes, the whole code, or an
 * address that ends in it. Null when it cannot be one.
 */
export function cardNumberIn(words: string): string | null {
  const last = words.trim().slice(words.trim().lastIndexOf('/') + 1);
  const [written = ''] = decodeURIComponent(last.slice(last.lastIndexOf('=') + 1)).split('.');
  const number = written.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll('U', 'V');
  return letters.test(number) ? number : null;
}

/** `XXXX-XXXX-XXXX-XXXX`, as it is printed. */
export const printedNumber = (number: string): string => number.match(/.{4}/g)?.join('-') ?? number;
