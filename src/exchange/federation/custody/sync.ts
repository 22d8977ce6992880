import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { readLinksOf, tellableFacts } from '#rooms/handover/index.ts';
import type { MessageOf } from '#rooms/handover/rules.ts';
import type { ChainLink } from '#rooms/handover/schema.ts';
import { openEnvelope, verifyBlock, type BodyOf, type Envelope } from '../envelope/index.ts';
import { openLetter } from '../letter.ts';
import type { DueMessage } from '../ports.ts';
import { signersOf } from '../signers.ts';
import { receivedOfType } from '../store.ts';
import { inboxContext } from '../words.ts';

type WireFact = BodyOf<'SYNCR'>['facts'][number];
/** Characters of the facts in one message: well below what a message may have. */
const partLimit = 600_000;
const childrenAtOnce = 1000;

/** The answer to a node in recovery as it travels: in as many parts as it needs, each child with her signed chain. */
export async function partsOfAnswer(unit: UnitOfWork, message: MessageOf<'SYNCR'>): Promise<DueMessage[]> {
  const answer = unit.newIdentifier();
  const parts = await packedFacts(unit, { ...message, facts: await tellableFacts(unit, message.to, message.facts) });
  return parts.map((facts, index): DueMessage => ({
    key: `SYNCR ${answer} ${index + 1}`, resentUntil: 'receipt', to: message.to, typ: 'SYNCR', childIds: [],
    incarnations: { ours: message.incarnation, theirs: message.addresseeIncarnation },
    body: { forInc: message.forIncarnation, done: message.done, answer, part: index + 1, parts: parts.length, facts },
  }));
}

async function packedFacts(unit: UnitOfWork, { facts }: MessageOf<'SYNCR'>): Promise<WireFact[][]> {
  const parts: WireFact[][] = [[]];
  let size = 0;
  for (let from = 0; from < facts.length; from += childrenAtOnce) {
    const some = facts.slice(from, from + childrenAtOnce);
    const chains = await readLinksOf(unit, some.map(({ childId }) => childId));
    for (const { childId, epoch, custodian, previous, handoverId, origin } of some) {
      const chain = (chains.get(childId) ?? []).filter((link) => link.epoch <= epoch).map(({ release, acceptance }) => ({ release, acceptance }));
      const fact: WireFact = { cid: childId, epoch, origin, holder: custodian, prev: previous, hid: handoverId, chain };
      const length = JSON.stringify(fact).length;
      if (size + length > partLimit || parts.at(-1)!.length === 2000) {
        parts.push([]);
        size = 0;
      }
      size += length;
      parts.at(-1)!.push(fact);
    }
  }
  return parts;
}

/**
 * The whole answer of a peer, put together from the parts of that one answer; null while some are still on their way. A part
 * taken for the whole would end the recovery while the node still believes in custody that has moved on.
 */
export async function wholeAnswer(unit: UnitOfWork, { from, tinc, body }: Envelope<'SYNCR'>): Promise<readonly WireFact[] | null> {
  if (body.parts === 1) return body.facts;
  const found = new Map([[body.part, body.facts]]);
  for (const { sealed } of await receivedOfType(unit.transaction, from, tinc, 'SYNCR')) {
    const opened = await openLetter(unit, [], sealed, inboxContext);
    const read = opened.ok ? await openEnvelope(opened.value, { self: unit.node.nodeId, findSigner: signersOf(unit), now: unit.now }) : opened;
    if (!read.ok || read.value.envelope.typ !== 'SYNCR' || read.value.envelope.body.answer !== body.answer) continue;
    found.set(read.value.envelope.body.part, read.value.envelope.body.facts);
  }
  return found.size === body.parts ? [...found.values()].flat() : null;
}

/**
 * The signed links that came with facts and that this node lacks. Also of children who never were here: the fact is kept, and were
 * both sides of a release set back behind it, only who keeps the link with the fact can give them the receiver's word. A link that cannot be proven is left out: the fact counts all the same, the higher epoch wins.
 */
export async function provenLinks(unit: UnitOfWork, facts: readonly WireFact[]): Promise<ChainLink[]> {
  const links: ChainLink[] = [];
  const chains = await readLinksOf(unit, facts.map(({ cid }) => cid));
  for (const { cid, chain } of facts) {
    const known = new Map((chains.get(cid) ?? []).map(({ epoch, blockHash }) => [epoch, blockHash]));
    for (const { release, acceptance } of chain) {
      const verified = await verifyBlock({ release, acceptance }, signersOf(unit));
      // one that says otherwise than the link known here may prove that its signer gave the child twice
      if (verified.ok && verified.value.block.cid === cid && known.get(verified.value.block.epoch) !== verified.value.hash) links.push(linkOf(cid, verified.value, release, acceptance));
    }
  }
  return links;
}

type Verified = Extract<Awaited<ReturnType<typeof verifyBlock>>, { ok: true }>['value'];

/** A proven block as it stands in the file. */
export const linkOf = (childId: ChildId, { block, hash }: Verified, release: string, acceptance: string | null): ChainLink => ({
  childId, epoch: block.epoch, from: block.from, to: block.to, handoverId: block.hid, committedAt: block.committedAt, blockHash: hash, release, acceptance,
});
