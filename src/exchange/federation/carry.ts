import { addDays } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo, sha256Of, verifyDetached } from '#platform/vault/index.ts';
import { findPeer, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { takeWhole } from './files-in.ts';
import { contentOf } from './files-out.ts';
import { introductionFor, takeIntroduction } from './introduce.ts';
import { keyIdOfSealed } from './line.ts';
import { takeMessages, waitingMessages, type TakenPost } from './mail.ts';
import type { Engine } from './ports.ts';
import { bindingOf, postIn, type Post } from './post.ts';
import { queueDue } from './queue.ts';
import { parsedObject } from './request.ts';
import { paddedLength } from './rules.ts';
import { inNodeTransaction, requestKeyOf, sealingKeyOf } from './signers.ts';
import { noteCarried, offersToCarry, receiptsByFile, wantedHashes } from './store.ts';

/*
 * What the line would do, on a stick. A carried file has a head in the clear: `{ format, from, to, introduction, signature, sealed }`.
 * `introduction` is the sender's card with its revocations, which its root signed: keys that changed meanwhile prove themselves.
 * `signature` stands over sender, addressee and the hash of `sealed`, so that a file that was cut or altered is told from one of
 * another node before anything is opened. What is sealed is a post with photos and documents, filled up with blanks: neither its
 * name nor its size tells of a child.
 */

const format = 'amparo-mail/2';
const purpose = 'carried-file';
/** Receipts of what came by file stay in every file back for this long: the way back may be lost, too. */
const daysOfReceipts = 90;
/** Bytes of photos and documents in a file that a browser saves and reads. */
export const deskBytes = 12 * 1024 * 1024;

interface CarriedPost extends Post {
  readonly files: readonly { readonly hash: string; readonly content: string }[];
  /** What the sender lacks of the files that were offered to it. */
  readonly wanted: readonly string[];
}

const signedHead = (from: NodeId, to: NodeId, sealed: string) => ({ typ: 'carried-file/1', from, to, hash: sha256Of(sealed) });

export interface ExportedMail {
  readonly content: string;
  readonly messages: number;
  readonly receipts: number;
  readonly files: number;
  /** What goes with the next file. */
  readonly left: number;
}

/** Writes what waits for a peer into a file to be carried. Refuses as `getActivePeer`. @param mostBytes of photos and documents */
export async function exportMail(parts: Engine, to: NodeId, mostBytes: number): Promise<Result<ExportedMail>> {
  // what somebody did a moment ago goes along
  await queueDue(parts);
  return inNodeTransaction(parts, async (unit): Promise<Result<ExportedMail>> => {
    const peer = await getActivePeer(unit, to);
    if (!peer.ok) return peer;
    const { messages, left } = await waitingMessages(unit, peer.value);
    const receipts = await receiptsByFile(unit.transaction, to, addDays(unit.now, -daysOfReceipts));
    const carried = await carriedFiles(parts, unit, peer.value, mostBytes);
    const post: CarriedPost = { messages, receipts, files: carried.files, wanted: await wantedHashes(unit.transaction, to) };
    const content = await seal(unit, peer.value, JSON.stringify(post));
    return succeed({ content, messages: messages.length, receipts: receipts.length, files: carried.files.length, left: left + carried.left });
  });
}

async function carriedFiles(parts: Engine, unit: UnitOfWork, { nodeId }: TrustedPeer, most: number): Promise<{ files: CarriedPost['files']; left: number }> {
  const files: { hash: string; content: string }[] = [];
  const offers = await offersToCarry(unit.transaction, nodeId);
  let bytes = 0;
  for (const [index, offer] of offers.entries()) {
    bytes += offer.size;
    if (bytes > most && files.length > 0) return { files, left: offers.length - index };
    const content = await contentOf(parts, unit, offer);
    if (content.ok) files.push({ hash: offer.hash, content: content.value.toString('base64url') });
  }
  return { files, left: 0 };
}

async function seal(unit: UnitOfWork, { nodeId: to, card }: TrustedPeer, text: string): Promise<string> {
  const { nodeId: from, vault } = unit.node;
  const bytes = Buffer.alloc(paddedLength(Buffer.byteLength(text)), ' ');
  bytes.write(text);
  const sealed = await sealTo(sealingKeyOf(card, unit), bytes, purpose, bindingOf(from, to));
  const introduction = await introductionFor(unit, to);
  return JSON.stringify({ format, from, to, introduction, signature: await vault.signDetached('carried-file', signedHead(from, to, sealed)), sealed });
}

export interface ImportedMail extends TakenPost {
  readonly from: NodeId;
  /** Photos and documents that are here since. */
  readonly files: number;
}

/**
 * Takes in a carried file; once more does no harm. Refuses before anything is changed: `file-invalid` with the reason `format` (no
 * such file), `cut` (its end is missing) or `altered`; `message-not-for-us`; `unknown-sender`; `message-malformed`.
 */
export async function importMail(parts: Engine, content: string): Promise<Result<ImportedMail>> {
  const { nodeId: self, vault } = parts.node;
  const text = content.trim();
  if (!text.startsWith(`{"format":"${format}"`)) return refuse('file-invalid', { reason: 'format' });
  if (!text.endsWith('"}')) return refuse('file-invalid', { reason: 'cut' });
  const { from, to, introduction, signature, sealed } = parsedObject(text);
  if (typeof from !== 'string' || typeof sealed !== 'string' || typeof signature !== 'string') return refuse('file-invalid', { reason: 'altered' });
  if (to !== self) return refuse('message-not-for-us', { to: String(to).slice(0, 28) });
  if (typeof introduction === 'string') await takeIntroduction(parts, introduction);
  const peer = await inNodeTransaction(parts, (unit) => findPeer(unit.transaction, from as NodeId));
  if (!peer) return refuse('unknown-sender', { node: from.slice(0, 28), reason: 'unknown' });
  const proven = await verifyDetached('carried-file', signature, signedHead(peer.nodeId, self, sealed), (kid) => requestKeyOf(peer, kid));
  if (!proven.ok) return proven.problem.details['reason'] === 'key-unknown' ? proven : refuse('file-invalid', { reason: 'altered' });
  const opened = await vault.openSealed(sealed, purpose, bindingOf(peer.nodeId, self));
  if (!opened.ok) return opened;
  const post = carriedIn(opened.value.toString());
  if (!post) return refuse('message-malformed', { reason: 'post' });
  const taken = await takeMessages(parts, peer.nodeId, post, { via: 'file', sealedTo: keyIdOfSealed(sealed) });
  let files = 0;
  for (const { hash, content: bytes } of post.files) if (await takeWhole(parts, peer.nodeId, hash, Buffer.from(bytes, 'base64url'))) files++;
  await inNodeTransaction(parts, ({ transaction, now }) => noteCarried(transaction, peer.nodeId, post.wanted, now));
  return succeed({ ...taken, from: peer.nodeId, files });
}

function carriedIn(text: string): CarriedPost | null {
  const post = postIn(text);
  const { files, wanted } = parsedObject(text);
  const isFile = (one: unknown): one is CarriedPost['files'][number] => {
    const { hash, content } = (one ?? {}) as Record<string, unknown>;
    return typeof hash === 'string' && typeof content === 'string';
  };
  const isWhole = Array.isArray(files) && files.every(isFile) && Array.isArray(wanted) && wanted.length <= 5000 && wanted.every((hash) => typeof hash === 'string');
  return post && isWhole ? { ...post, files, wanted } : null;
}
