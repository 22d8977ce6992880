import type { NodeId } from '#kernel/identifier.ts';
import type { FilePartAnswer } from './files-out.ts';
import { parsedObject } from './request.ts';
import { largestPart } from './rules.ts';

/** What one node has for another, whatever the way: on a stick, with a relay, or fetched. */
export interface Post {
  /** Signed messages, in the order of the line. */
  readonly messages: readonly string[];
  readonly receipts: readonly { readonly mid: string; readonly receipt: string }[];
  /** With a relay: files that the sender wants of the addressee, and parts of those that it was asked for. */
  readonly asks?: readonly FileAsk[];
  readonly parts?: readonly GivenPart[];
}

/** A file that was offered, from which byte on it is wanted; `token` where the offer named one. */
export interface FileAsk {
  readonly hash: string;
  readonly from: number;
  readonly token: string | null;
}
export interface GivenPart extends FilePartAnswer {
  readonly hash: string;
  readonly from: number;
}
/** Bytes of a file that one question is answered with: two parts, which fit one parcel. */
export const largestAsk = 2 * largestPart;
const mostAsks = 20;

export const bindingOf = (from: NodeId, to: NodeId): string => `${from} ${to}`;

/** The receipts in a JSON text, or nothing when it is another text. */
export function receiptsIn(value: unknown): Post['receipts'] | null {
  const isReceipt = (one: unknown): one is Post['receipts'][number] => {
    const { mid, receipt } = (one ?? {}) as Record<string, unknown>;
    return typeof mid === 'string' && typeof receipt === 'string';
  };
  return Array.isArray(value) && value.length <= 5000 && value.every(isReceipt) ? value : null;
}

/** The messages and receipts in a JSON text, or nothing when it is another text. */
export function postIn(text: string): Post | null {
  const { messages, receipts, asks, parts } = parsedObject(text);
  const known = receiptsIn(receipts);
  const isPost = Array.isArray(messages) && messages.length <= 5000 && messages.every((message) => typeof message === 'string');
  return isPost && known ? { messages, receipts: known, asks: listOf(asks, isAsk), parts: listOf(parts, isGivenPart) } : null;
}

const isPlace = (hash: unknown, from: unknown): boolean => typeof hash === 'string' && Number.isInteger(from) && (from as number) >= 0;
const isAsk = (one: unknown): one is FileAsk => {
  const { hash, from, token } = (one ?? {}) as Record<string, unknown>;
  return isPlace(hash, from) && (token === null || typeof token === 'string');
};
const isGivenPart = (one: unknown): one is GivenPart => {
  const { hash, from, size, sealed, signature } = (one ?? {}) as Record<string, unknown>;
  return isPlace(hash, from) && Number.isInteger(size) && (size as number) >= 0 && typeof sealed === 'string' && typeof signature === 'string';
};
/** What in a list has the form, and no more than one post may have; another shape is nothing. */
const listOf = <One>(value: unknown, isOne: (one: unknown) => one is One): One[] => (Array.isArray(value) ? value.slice(0, mostAsks).filter(isOne) : []);

/** The parts of files in a JSON text. */
export const givenPartsIn = (text: string): GivenPart[] => listOf(parsedObject(text)['parts'], isGivenPart);
