import { addDays } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import { findPeer, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { takeReceipt } from './deliver.ts';
import { acceptMessage, type Arrival } from './inbox.ts';
import { openLetter } from './letter.ts';
import { keyIdOfSealed } from './line.ts';
import type { Engine, FederationParts } from './ports.ts';
import { sentContext } from './queue.ts';
import { recover } from './recover.ts';
import { parsedObject } from './request.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';
import { findByMid, receiptsByFile, waitingItems } from './store.ts';

/*
 * The same envelopes by another way: fetched by a node that nobody can reach, or carried in a file on a stick.
 * A post is `{ messages: [JWS], receipts: [{ mid, receipt }] }`, sealed to the node it is for. A file has a head in the
 * clear: `{ format: 'amparo-mail/1', from, to, sealed }`.
 */

const format = 'amparo-mail/1';
const postPurpose = 'post';
/** Characters of messages in one post: what does not fit goes with the next. */
const postLimit = 8 * 1024 * 1024;
/** Receipts of what came by file stay in every file back for this long: the way back may be lost, too. */
const daysOfReceipts = 90;

interface Post {
  readonly messages: readonly string[];
  readonly receipts: readonly { readonly mid: string; readonly receipt: string }[];
}

const bindingOf = (from: NodeId, to: NodeId): string => `${from} ${to}`;

/** What waits for a peer, sealed to it; with the receipts it is owed by file when `isFile`. */
export async function sealedPost(unit: UnitOfWork, peer: TrustedPeer, isFile: boolean): Promise<{ sealed: string; messages: number; receipts: number }> {
  const messages: string[] = [];
  let size = 0;
  for (const row of await waitingItems(unit.transaction, peer.nodeId, 500)) {
    const opened = await openLetter(unit, row.child_ids, row.sealed!, sentContext);
    if (!opened.ok) continue;
    size += opened.value.length;
    if (size > postLimit && messages.length > 0) break;
    messages.push(opened.value);
  }
  const receipts = isFile ? await receiptsByFile(unit.transaction, peer.nodeId, addDays(unit.now, -daysOfReceipts)) : [];
  const post: Post = { messages, receipts };
  const sealed = await sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(post)), postPurpose, bindingOf(unit.node.nodeId, peer.nodeId));
  return { sealed, messages: messages.length, receipts: receipts.length };
}

export interface TakenPost {
  readonly accepted: number;
  readonly duplicates: number;
  readonly receipts: number;
  readonly refused: readonly Problem[];
  /** For what was accepted now or before. */
  readonly answered: readonly { readonly mid: string; readonly receipt: string }[];
}

/** Opens a post and takes in each message by itself, as if it had come over the line. Refuses `message-malformed`. */
export async function takePost(parts: Engine, from: NodeId, sealed: string, via: Arrival['via']): Promise<Result<TakenPost>> {
  const opened = await parts.node.vault.openSealed(sealed, postPurpose, bindingOf(from, parts.node.nodeId));
  if (!opened.ok) return opened;
  const post = postIn(opened.value.toString());
  if (!post) return refuse('message-malformed', { reason: 'post' });
  const refused: Problem[] = [];
  const answered: { mid: string; receipt: string }[] = [];
  let duplicates = 0;
  for (const jws of post.messages) {
    const accepted = await acceptMessage(parts, { jws, via, from: null, sealedTo: keyIdOfSealed(sealed) });
    if (!accepted.ok) refused.push(accepted.problem);
    else {
      if (accepted.value.isDuplicate) duplicates++;
      answered.push({ mid: accepted.value.mid, receipt: accepted.value.receipt });
    }
  }
  const receipts = await takeReceipts(parts, from, post.receipts);
  return succeed({ accepted: answered.length - duplicates, duplicates, receipts, refused, answered });
}

/** Takes in receipts that came apart from an answer. @returns how many were for messages of ours and hold */
export async function takeReceipts(parts: FederationParts, peer: NodeId, receipts: Post['receipts']): Promise<number> {
  let taken = 0;
  for (const { mid, receipt } of receipts) {
    const found = await inNodeTransaction(parts, async (unit) => {
      const row = await findByMid(unit.transaction, peer, mid);
      return row !== null && row.receipt === null ? { row, answer: await takeReceipt(unit, row, receipt) } : null;
    });
    if (!found?.answer.ok) continue;
    taken++;
    if (found.answer.value === 'peer-knows-more') await recover(parts, found.row.incarnation);
  }
  return taken;
}

/** The receipts in a JSON text, or nothing when it is another text. */
export function receiptsIn(value: unknown): Post['receipts'] | null {
  const isReceipt = (one: unknown): one is Post['receipts'][number] => {
    const { mid, receipt } = (one ?? {}) as Record<string, unknown>;
    return typeof mid === 'string' && typeof receipt === 'string';
  };
  return Array.isArray(value) && value.length <= 5000 && value.every(isReceipt) ? value : null;
}

function postIn(text: string): Post | null {
  const { messages, receipts } = parsedObject(text);
  const known = receiptsIn(receipts);
  const isPost = Array.isArray(messages) && messages.length <= 5000 && messages.every((message) => typeof message === 'string');
  return isPost && known ? { messages, receipts: known } : null;
}

/** Writes what waits for a peer into a file to be carried. Refuses as `getActivePeer`. */
export const exportMail = (parts: FederationParts, to: NodeId): Promise<Result<{ content: string; messages: number; receipts: number }>> =>
  inNodeTransaction(parts, async (unit) => {
    const peer = await getActivePeer(unit, to);
    if (!peer.ok) return peer;
    const { sealed, ...counts } = await sealedPost(unit, peer.value, true);
    return succeed({ content: JSON.stringify({ format, from: unit.node.nodeId, to, sealed }), ...counts });
  });

/** Takes in a carried file. Refuses `file-invalid`, `message-not-for-us`, `unknown-sender`, `message-malformed`. */
export async function importMail(parts: Engine, content: string): Promise<Result<TakenPost>> {
  const { format: found, from, to, sealed } = parsedObject(content);
  if (found !== format || typeof from !== 'string' || typeof sealed !== 'string') return refuse('file-invalid', { reason: 'format' });
  if (to !== parts.node.nodeId) return refuse('message-not-for-us', { to: String(to).slice(0, 28) });
  const peer = await inNodeTransaction(parts, (unit) => findPeer(unit.transaction, from as NodeId));
  return peer ? takePost(parts, peer.nodeId, sealed, 'file') : refuse('unknown-sender', { node: from.slice(0, 28), reason: 'unknown' });
}
