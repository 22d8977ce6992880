/** Letters of a card: without I, L, O and U, which are read as those they look like. */
const letters = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** Of a delivery record (AER) or a referral letter (OC). */
const folioForm = /^[A-Z]{2}-(AER|OC)\/\d{4}\/\d{6}$/;

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

/** What somebody typed or scanned: the folio of a document (`MX-AER/2026/000123`), or the number of a card. Null when it is neither. */
export function askedIn(words: string): { readonly folio: string } | { readonly cardNumber: string } | null {
  const folio = words.trim().toUpperCase().replaceAll(/\s/g, '');
  if (folioForm.test(folio)) return { folio };
  const cardNumber = cardNumberIn(words);
  return cardNumber === null ? null : { cardNumber };
}
