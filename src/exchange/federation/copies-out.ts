import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { closed } from '#kernel/text-types.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { openCaseLetter, openEnvelope, sealedFilesOf } from './envelope/index.ts';
import { openLetter } from './letter.ts';
import { sentContext } from './queue.ts';
import { parsedObject } from './request.ts';
import { sealingKeyOf, signersOf } from './signers.ts';
import { copyNames, findReceived, findSent, type CopyName } from './store.ts';
import { inboxContext } from './words.ts';

/*
 * Each peer is a node's backup for everything that crossed the line (custody/1 section 7): a node in recovery asks for the names
 * of all messages, then for those that it lacks, as many at a time as its line carries. Everything is sealed to it.
 */

export const copiesPurpose = 'copies';
/** Characters of messages in one answer. */
const answerLimit = 8 * 1024 * 1024;

/** `before`: the incarnation that asks; its own word, for the peer may not have heard of it yet. */
const Asked = Type.Object({ before: Type.Integer({ minimum: 1 }), mids: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), { minItems: 1, maxItems: 100 })) }, closed);

/** A message that comes back. Of its own COMMIT the node also gets the files as it had signed them: it cannot open the seal of another. */
export const Copy = Type.Object(
  { mid: Type.String(), of: Type.Enum(['yours', 'mine']), jws: Type.String(), files: Type.Array(Type.Object({ cid: Type.String(), letter: Type.String() }, closed)) }, closed,
);
export type Copy = Static<typeof Copy>;

/** Answers a peer in recovery: the names of its copies, or the copies of the names it gives. Refuses `message-malformed`. */
export async function answerCopies(unit: UnitOfWork, peer: TrustedPeer, asked: string, body: string): Promise<Result<{ sealed: string }>> {
  const wanted: unknown = parsedObject(body);
  if (!Check(Asked, wanted)) return refuse('message-malformed', { reason: 'copies' });
  const names = await copyNames(unit.transaction, peer.nodeId, wanted.before);
  const answer = wanted.mids === undefined ? { names } : { copies: await copiesOf(unit, peer, names.filter(({ mid }) => wanted.mids!.includes(mid))) };
  return succeed({ sealed: await sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(answer)), copiesPurpose, asked) });
}

async function copiesOf(unit: UnitOfWork, peer: TrustedPeer, names: readonly CopyName[]): Promise<Copy[]> {
  const copies: Copy[] = [];
  let size = 0;
  for (const name of names) {
    const copy = name.of === 'yours' ? await receivedCopy(unit, peer, name) : await sentCopy(unit, peer, name);
    if (!copy) continue;
    size += JSON.stringify(copy).length;
    if (size > answerLimit && copies.length > 0) break;
    copies.push(copy);
  }
  return copies;
}

async function sentCopy(unit: UnitOfWork, peer: TrustedPeer, name: CopyName): Promise<Copy | null> {
  const row = await findSent(unit.transaction, peer.nodeId, name.mid);
  const opened = row?.sealed ? await openLetter(unit, row.child_ids, row.sealed, sentContext) : null;
  return opened?.ok ? { ...name, jws: opened.value, files: [] } : null;
}

async function receivedCopy(unit: UnitOfWork, peer: TrustedPeer, name: CopyName): Promise<Copy | null> {
  const row = await findReceived(unit.transaction, peer.nodeId, name.mid);
  const opened = row ? await openLetter(unit, row.child_ids, row.sealed, inboxContext) : null;
  if (!opened?.ok) return null;
  const read = await openEnvelope(opened.value, { self: unit.node.nodeId, findSigner: signersOf(unit), now: row!.received_at });
  const files: { cid: ChildId; letter: string }[] = [];
  if (read.ok && read.value.envelope.typ === 'COMMIT') {
    for (const { cid, blockHash, sealed } of sealedFilesOf(read.value.envelope.body)) {
      const letter = await openCaseLetter(unit.node.vault, sealed, blockHash);
      if (letter.ok) files.push({ cid, letter: letter.value });
    }
  }
  return { ...name, jws: opened.value, files };
}
