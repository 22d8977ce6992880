import type { NodeId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { takeReceipt } from './deliver.ts';
import { acceptMessage, type Arrival } from './inbox.ts';
import { openLetter } from './letter.ts';
import { keyIdOfSealed } from './line.ts';
import type { Engine, FederationParts } from './ports.ts';
import { bindingOf, postIn, type Post } from './post.ts';
import { sentContext } from './queue.ts';
import { recover } from './recover.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';
import { findByMid, waitingItems } from './store.ts';

/*
 * The same envelopes by another way: fetched by a node that nobody can reach, or carried in a file on a stick (`carry.ts`). A post
 * is sealed to the node it is for.
 */

const postPurpose = 'post';
/** Characters of messages in one post: what does not fit goes with the next. */
const postLimit = 8 * 1024 * 1024;
const mostMessages = 500;

/** The messages that wait for a peer, as many as fit; `left`: how many do not, as far as was looked. */
export async function waitingMessages(unit: UnitOfWork, peer: TrustedPeer): Promise<{ messages: string[]; left: number }> {
  const messages: string[] = [];
  let size = 0;
  const rows = await waitingItems(unit.transaction, peer.nodeId, mostMessages + 1);
  for (const [index, row] of rows.entries()) {
    const opened = await openLetter(unit, row.child_ids, row.sealed!, sentContext);
    if (!opened.ok) continue;
    size += opened.value.length;
    if (messages.length > 0 && (size > postLimit || messages.length === mostMessages)) return { messages, left: rows.length - index };
    messages.push(opened.value);
  }
  return { messages, left: 0 };
}

/** What waits for a peer, sealed to it. */
export async function sealedPost(unit: UnitOfWork, peer: TrustedPeer): Promise<{ sealed: string }> {
  const { messages } = await waitingMessages(unit, peer);
  const post: Post = { messages, receipts: [] };
  return { sealed: await sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(post)), postPurpose, bindingOf(unit.node.nodeId, peer.nodeId)) };
}

export interface TakenPost {
  readonly accepted: number;
  readonly duplicates: number;
  readonly receipts: number;
  readonly refused: readonly Problem[];
  /** For what was accepted now or before. */
  readonly answered: readonly { readonly mid: string; readonly receipt: string }[];
}

/** Opens a post that was fetched and takes it in. Refuses `message-malformed`. */
export async function takePost(parts: Engine, from: NodeId, sealed: string): Promise<Result<TakenPost>> {
  const opened = await parts.node.vault.openSealed(sealed, postPurpose, bindingOf(from, parts.node.nodeId));
  if (!opened.ok) return opened;
  const post = postIn(opened.value.toString());
  return post ? succeed(await takeMessages(parts, from, post, { via: 'fetched', sealedTo: keyIdOfSealed(sealed) })) : refuse('message-malformed', { reason: 'post' });
}

/** Takes in each message by itself, as if it had come over the line, and the receipts. */
export async function takeMessages(parts: Engine, from: NodeId, post: Post, way: Pick<Arrival, 'via' | 'sealedTo'>): Promise<TakenPost> {
  const refused: Problem[] = [];
  const answered: { mid: string; receipt: string }[] = [];
  let duplicates = 0;
  for (const jws of post.messages) {
    const accepted = await acceptMessage(parts, { jws, from: null, ...way });
    if (!accepted.ok) refused.push(accepted.problem);
    else {
      if (accepted.value.isDuplicate) duplicates++;
      answered.push({ mid: accepted.value.mid, receipt: accepted.value.receipt });
    }
  }
  const receipts = await takeReceipts(parts, from, post.receipts);
  return { accepted: answered.length - duplicates, duplicates, receipts, refused, answered };
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
