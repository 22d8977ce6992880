import type { NodeId } from '#kernel/identifier.ts';
import { parsedObject } from './request.ts';

/** What one node has for another, whatever the way: on a stick, with a relay, or fetched. */
export interface Post {
  /** Signed messages, in the order of the line. */
  readonly messages: readonly string[];
  readonly receipts: readonly { readonly mid: string; readonly receipt: string }[];
}

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
  const { messages, receipts } = parsedObject(text);
  const known = receiptsIn(receipts);
  const isPost = Array.isArray(messages) && messages.length <= 5000 && messages.every((message) => typeof message === 'string');
  return isPost && known ? { messages, receipts: known } : null;
}
