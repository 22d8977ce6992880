import { randomBytes, sign, verify } from 'node:crypto';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { base32Letters, base32Of, bytesOfBase32, printedLetters } from './base32.ts';
import { privateKeyObject, publicKeyObject, type KeyPair, type PublicKey } from './key-pair.ts';

/**
 * What a child carries: a number without meaning, the same on the QR code and in print.
 * `number`: 4 letters of the node that issued it, 10 random (50 bits), 2 check letters.
 */
export interface ChildCard {
  readonly number: string;
  /** `XXXX-XXXX-XXXX-XXXX`, for print and for typing. */
  readonly printed: string;
  /** For the QR code: number, dot, signature; only characters of QR's alphanumeric mode and safe in an address. */
  readonly code: string;
}

const hintLength = 4;
const randomLength = 10;
/** The greatest prime that two letters can hold: every wrong letter and every swap of neighbours changes the rest. */
const checkModulus = 1021;
const codeForm = /^([0-9A-HJKMNP-TV-Z]{16})\.([0-9A-HJKMNP-TV-Z]{103})$/;

/** The first letters of a node's identifier, in the letters of the print. */
export const hintOf = (nodeId: NodeId): string =>
  Array.from(nodeId.slice(2, 2 + hintLength), (letter) => printedLetters[base32Letters.indexOf(letter)]).join('');

function checkLettersOf(body: string): string {
  const rest = Array.from(`${body}00`).reduce((sum, letter) => (sum * 32 + printedLetters.indexOf(letter)) % checkModulus, 0);
  const check = (checkModulus - rest) % checkModulus;
  return printedLetters[check >> 5]! + printedLetters[check & 31]!;
}

const signedText = (number: string): Buffer => Buffer.from(`amparo child-card/1 ${number}`);

/** A card with the number it was given: the same number may be printed again, on later documents of the child. */
export function childCardOf(number: string, key: KeyPair): ChildCard {
  const signature = sign(null, signedText(number), privateKeyObject('Ed25519', key.secret));
  return { number, printed: number.match(/.{4}/g)!.join('-'), code: `${number}.${base32Of(signature, printedLetters)}` };
}

/** A new card with a fresh random number, signed by the node. */
export function issueChildCard(nodeId: NodeId, key: KeyPair): ChildCard {
  const body = hintOf(nodeId) + base32Of(randomBytes(7), printedLetters).slice(0, randomLength);
  return childCardOf(body + checkLettersOf(body), key);
}

/**
 * The number as a person typed it: spaces, dashes and small letters do not matter, and the letters that are not used are
 * read as those they look like. Refuses with `input-invalid`, field `cardNumber`, reason `form` or `check-letters`.
 */
export function readCardNumber(typed: string): Result<string> {
  const number = typed.toUpperCase().replace(/[\s.-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1').replaceAll('U', 'V');
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(number)) return refuse('input-invalid', { field: 'cardNumber', reason: 'form' });
  const body = number.slice(0, -2);
  return checkLettersOf(body) === number.slice(-2) ? succeed(number) : refuse('input-invalid', { field: 'cardNumber', reason: 'check-letters' });
}

/**
 * The number on a scanned card, proven to be issued by one of the nodes it may come from.
 * @param scanned the code, or an address that ends in it
 * @param keysOfHint all signing keys, old ones too, of the nodes whose identifier begins with the four letters (`hintOf`)
 * @returns refusals: `input-invalid` (not a card), `unknown-sender` (no such node), `signature-invalid`
 */
export function verifyChildCard(scanned: string, keysOfHint: (hint: string) => readonly PublicKey[]): Result<string> {
  const [, written, signatureText] = codeForm.exec(scanned.slice(scanned.lastIndexOf('/') + 1)) ?? [];
  const signature = signatureText && bytesOfBase32(signatureText, printedLetters);
  if (!written || !signature) return refuse('input-invalid', { field: 'cardNumber', reason: 'form' });
  const number = readCardNumber(written);
  if (!number.ok) return number;
  const keys = keysOfHint(number.value.slice(0, hintLength));
  if (keys.length === 0) return refuse('unknown-sender');
  const isSigned = keys.some((key) => verify(null, signedText(number.value), publicKeyObject('Ed25519', key.x), signature));
  return isSigned ? number : refuse('signature-invalid', { reason: 'signature' });
}
