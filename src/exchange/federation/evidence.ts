import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { claimedIn } from '#platform/vault/index.ts';
import type { Envelope } from './envelope/index.ts';
import { openLetter } from './letter.ts';
import { sentContext } from './queue.ts';
import { lettersAbout, receiptsBetween, type LetterRow } from './store.ts';
import { inboxContext } from './words.ts';

/** What was signed about a child beside her chain, without a word of what the messages say. */
export interface SignedWords {
  /** Receivers' signatures over the blocks that they took. */
  readonly takings: readonly { readonly hid: Uuid; readonly by: NodeId; readonly blocks: readonly string[]; readonly at: Instant; readonly signature: string }[];
  /** Nodes' signatures that they hold her registration. */
  readonly witnesses: readonly string[];
  /** Nodes' signatures that they have stored a message of a handover. */
  readonly receipts: readonly { readonly hid: Uuid; readonly message: string; readonly mid: string; readonly signed: string }[];
}

/** Collects the signed words about a child that this transaction may see. What can no longer be opened is left out. */
export async function signedWordsAbout(unit: UnitOfWork, childId: ChildId): Promise<SignedWords> {
  const letters: Envelope[] = [];
  for (const row of await lettersAbout(unit.transaction, childId, ['ACK', 'WITNESS'])) {
    const letter = await readLetter(unit, row);
    if (letter) letters.push(letter);
  }
  return {
    takings: letters.flatMap((letter) => (letter.typ === 'ACK' && letter.hid ? [{ hid: letter.hid, by: letter.from, blocks: letter.body.group.map(({ blockHash }) => blockHash), at: letter.sentAt, signature: letter.body.countersignature }] : [])),
    witnesses: letters.flatMap((letter) => (letter.typ === 'WITNESS' && letter.body.cid === childId ? [letter.body.witness] : [])),
    receipts: await receiptsBetween(unit.transaction, childId),
  };
}

/** A stored message was proven when it came, or is our own: its words are taken as they are. */
async function readLetter(unit: UnitOfWork, { child_ids: childIds, sealed, isOurs }: LetterRow): Promise<Envelope | null> {
  const opened = await openLetter(unit, childIds, sealed, isOurs ? sentContext : inboxContext);
  return opened.ok ? (claimedIn(opened.value) as Envelope) : null;
}
