import { refuse, succeed, type Result } from '#kernel/result.ts';
import { commonPasswordWords } from './common-passwords.ts';
import { maximumPasswordLength } from './password.ts';

/** Above the 8 that NIST SP 800-63B-4 asks of a password beside a second factor; no rule about kinds of characters. */
export const minimumPasswordLength = 12;
const fewestDifferentCharacters = 5;
/** Letters that must remain when every common word is taken out. */
const fewestOwnLetters = 5;
/** Longest first, so that `mexicano` is not left as `ano`. */
const anyCommonWord = new RegExp([...commonPasswordWords].sort((one, other) => other.length - one.length).join('|'), 'g');

/**
 * Whether a new password may be used. Refuses with `input-invalid`, field `password`, and the reason `too-short`,
 * `too-long`, `too-simple` (few characters, only digits), `too-common` (common words, dressed with little)
 * or `personal` (contains a word of the account).
 * @param accountWords user name, name, agency: what others know about the person
 */
export function checkNewPassword(password: string, accountWords: readonly string[] = []): Result<void> {
  const plain = plainOf(password);
  const letters = plain.replace(/\P{L}/gu, '');
  if (password.length < minimumPasswordLength) return refused('too-short', { minimum: minimumPasswordLength });
  if (password.length > maximumPasswordLength) return refused('too-long', { maximum: maximumPasswordLength });
  if (new Set(plain).size < fewestDifferentCharacters || letters.length === 0) return refused('too-simple');
  const own = letters.replace(anyCommonWord, '');
  if (own.length < letters.length && own.length < fewestOwnLetters) return refused('too-common');
  const known = accountWords.flatMap((word) => plainOf(word).split(/[^a-z0-9]+/)).filter((word) => word.length >= 4);
  return known.some((word) => plain.includes(word)) ? refused('personal') : succeed(undefined);
}

const refused = (reason: string, limit: Readonly<Record<string, number>> = {}) => refuse('input-invalid', { field: 'password', reason, ...limit });

/** Small letters without accents, and the digits that stand for letters read as those. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=[a-z])[01345@$](?=[a-z])/g, (sign) => ({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' })[sign]!);
