import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countersign } from '#exchange/federation/envelope/index.ts';
import { signAcceptance, signBlock, type CustodyBlock, type SignedBlock } from '#exchange/federation/envelope/block.ts';
import { verifyChain } from '#exchange/federation/envelope/chain.ts';
import { buildReceipt } from '#exchange/federation/envelope/receipt.ts';
import { childIdFrom, uuidFrom, type Uuid } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import { canonicalJson, createNodeKeys, createVault, sha256Of, verifyNodeCard, type Vault } from '#platform/vault/index.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import type { CustodyProof } from './document.ts';
import { judge } from './judge.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const node = (seed: number) => createVault({ keys: createNodeKeys(now, createSeededBytes(seed)), now: () => now });
const [first, second, third] = [node(1), node(2), node(3)];
const cid = childIdFrom(createSeededBytes(9)(16));
const otherCid = childIdFrom(createSeededBytes(10)(16));
const hidOf = (number: number): Uuid => uuidFrom(1_772_463_600_000 + number, createSeededBytes(number)(10));
const cardOf = (vault: Vault, name: string) => vault.signCard({ name, member: name, country: 'MX', endpoint: 'https://a.example', softwareVersion: '0.1.0', dutyPhone: '+5212345678', serial: 1, issuedAt: now });
const cards = await Promise.all([cardOf(first, 'Primera'), cardOf(second, 'Segunda'), cardOf(third, 'Tercera')]);
const noTerms = { hid: null, mode: null, agreement: null, purpose: null, acceptHash: null, into: null } as const;

interface Link extends SignedBlock {
  readonly block: CustodyBlock;
  readonly hash: string;
}

/** The chain of a child through these nodes, one after the other. */
async function chainOf(child: typeof cid, path: readonly Vault[]): Promise<Link[]> {
  const links: Link[] = [];
  for (const [epoch, to] of path.entries()) {
    const from = path[epoch - 1] ?? to;
    const group = [{ cid: child, epoch }];
    const at = addHours(now, epoch);
    const hid = hidOf(epoch);
    const acceptance = epoch === 0 ? null : await signAcceptance(to, { acceptId: hid, hid, from: from.nodeId, mode: 'push', group, acceptedAt: at });
    const block: CustodyBlock = {
      typ: 'custody-block/1', kind: epoch === 0 ? 'genesis' : 'handover', cid: child, epoch, prevHash: links.at(-1)?.hash ?? null, group, ...noTerms,
      ...(epoch === 0 ? {} : { hid, mode: 'push', agreement: 'convenio', purpose: 'custody_transfer', acceptHash: sha256Of(acceptance!) }),
      from: from.nodeId, fromInc: 0, to: to.nodeId, toInc: 0, committedAt: at,
    };
    links.push({ ...(await signBlock(from, block)), acceptance, block });
  }
  return links;
}

const receiptOf = async (giver: Vault, to: Vault, number: number) => {
  const mid = sha256Of(`message ${number}`);
  return { hid: hidOf(number), message: 'COMMIT', mid, signed: await buildReceipt(giver, { to: to.nodeId, mid, seq: 1, inboxHead: { inc: 0, seq: 1, mid }, receivedAt: addHours(now, number) }) };
};

const links = await chainOf(cid, [first, second, third, first]);
const witness = (by: Vault, child = cid) => by.sign('custody-witness', { typ: 'custody-witness/1', from: by.nodeId, cid: child, genesis: links[0]!.hash });
const closing = await signBlock(first, {
  typ: 'custody-block/1', kind: 'close', cid, epoch: 4, prevHash: links[3]!.hash, group: [{ cid, epoch: 4 }], ...noTerms, from: first.nodeId, fromInc: 0, to: first.nodeId, toInc: 0, committedAt: addHours(now, 9),
});
const content: Omit<CustodyProof, 'seal'> = {
  typ: 'amparo-custody-proof/1', cid, exportedBy: first.nodeId, exportedAt: addHours(now, 10), cards, blocks: links.map(({ release, acceptance }) => ({ release, acceptance })), endings: [closing.release],
  takings: [{ hid: hidOf(1), by: second.nodeId, blocks: [links[1]!.hash], at: addHours(now, 2), signature: await countersign(second, hidOf(1), [links[1]!.hash]) }],
  witnesses: [await witness(second)], receipts: [await receiptOf(second, first, 1), await receiptOf(third, second, 2)],
};
/** As a dishonest exporter would: whatever it is, sealed with a real key. */
const sealedBy = async (document: object, vault = first) => canonicalJson({ ...document, seal: await vault.signDetached('proof', document) });
const proof = await sealedBy(content);
const codesOf = async (text: string) => (await judge(text)).faults.map(({ code }) => code);

test('says who was responsible from when to when, by whose signatures', async () => {
  const verdict = await judge(proof);
  expect(verdict).toMatchObject({ kind: 'custody', grade: 'sound', faults: [], cid, receipts: 2, endings: [{ kind: 'close', by: { name: 'Primera' } }], witnesses: [{ name: 'Segunda' }] });
  const tenures = verdict.kind === 'custody' ? verdict.tenures : [];
  expect(tenures.map(({ holder, from, until }) => [holder.name, from, until])).toEqual([
    ['Primera', now, addHours(now, 1)], ['Segunda', addHours(now, 1), addHours(now, 2)], ['Tercera', addHours(now, 2), addHours(now, 3)], ['Primera', addHours(now, 3), null],
  ]);
  expect(tenures.map(({ takenAt }) => takenAt)).toEqual([null, addHours(now, 2), null, null]);
});

test('the outsider and the node find the same of the chain', async () => {
  const known = await Promise.all(cards.map(async (card) => valueOf(await verifyNodeCard(card))));
  expect(await verifyChain(links, (nodeId) => known.find((card) => card.nodeId === nodeId))).toMatchObject({ ok: true, value: { custodian: first.nodeId, epoch: 3 } });
});

test('any letter changed, left out or put in anywhere is noticed', async () => {
  const bytes = Buffer.from(proof);
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.constantFrom('flip', 'remove', 'insert'), async (place, bits, kind) => {
    const changed = kind === 'flip' ? Buffer.from(bytes) : Buffer.concat([bytes.subarray(0, place), ...(kind === 'insert' ? [Buffer.of(bits & 127)] : []), bytes.subarray(place + (kind === 'remove' ? 1 : 0))]);
    if (kind === 'flip') changed[place]! ^= bits;
    const text = changed.toString();
    // white space around the file is not part of it
    if (text.trim() === proof) return;
    expect((await judge(text)).grade).toBe('broken');
  }), { numRuns: 200, seed: 3 });
});

test('also whoever seals it anew cannot take out, exchange, repeat or move a link', async () => {
  const { blocks } = content;
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.nat(3), { minLength: 1 }), async (order) => {
    const text = await sealedBy({ ...content, endings: [], takings: [], receipts: [], blocks: order.map((index) => blocks[index]!) });
    const isBeginning = order.every((index, place) => index === place);
    // what comes after the last link cannot be known from the file; everything before it can
    expect((await judge(text)).grade === 'sound').toBe(isBeginning);
  }), { numRuns: 30, seed: 5 });
  expect(await codesOf(await sealedBy({ ...content, blocks: [blocks[0]!, blocks[1]!, blocks[1]!, blocks[2]!, blocks[3]!] }))).toContain('chain-epoch');
  const foreign = await chainOf(otherCid, [first, second, third, first]);
  for (const [index, { release, acceptance }] of foreign.entries()) {
    expect(await codesOf(await sealedBy({ ...content, blocks: blocks.with(index, { release, acceptance }) }))).toContain('other-child');
  }
  const sideways = await chainOf(cid, [first, third, second, first]);
  expect((await judge(await sealedBy({ ...content, blocks: blocks.with(2, sideways[2]!) }))).grade).toBe('broken');
});

test('any letter changed inside what others signed is noticed also after a new seal', async () => {
  const texts: readonly ((text: (original: string) => string) => object)[] = [
    (change) => ({ ...content, blocks: content.blocks.with(1, { ...content.blocks[1]!, release: change(content.blocks[1]!.release) }) }),
    (change) => ({ ...content, blocks: content.blocks.with(2, { ...content.blocks[2]!, acceptance: change(content.blocks[2]!.acceptance!) }) }),
    (change) => ({ ...content, endings: [change(content.endings[0]!)] }),
    (change) => ({ ...content, takings: [{ ...content.takings[0]!, signature: change(content.takings[0]!.signature) }] }),
    (change) => ({ ...content, witnesses: [change(content.witnesses[0]!)] }),
    (change) => ({ ...content, receipts: content.receipts.with(0, { ...content.receipts[0]!, signed: change(content.receipts[0]!.signed) }) }),
    (change) => ({ ...content, cards: content.cards.with(1, change(content.cards[1]!)) }),
  ];
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  await fc.assert(fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), fc.nat(63), async (document, place, letter) => {
    let isSame = false;
    const text = await sealedBy(document((original) => {
      const at = place % original.length;
      const changed = original.slice(0, at) + letters[letter] + original.slice(at + 1);
      isSame = changed === original;
      return changed;
    }));
    if (!isSame) expect((await judge(text)).grade).toBe('broken');
  }), { numRuns: 80, seed: 7 });
});

test('a receipt, a confirmation or a testimony of something else does not pass for one of this chain', async () => {
  const receipts = [await receiptOf(third, first, 1), { ...(await receiptOf(second, first, 1)), mid: sha256Of('another') }, { ...(await receiptOf(second, first, 1)), hid: hidOf(77) }];
  for (const receipt of receipts) expect(await codesOf(await sealedBy({ ...content, receipts: [receipt] }))).toEqual(['receipt-foreign']);
  const taking = content.takings[0]!;
  expect(await codesOf(await sealedBy({ ...content, takings: [{ ...taking, hid: hidOf(2) }] }))).toEqual(['taking-foreign']);
  expect(await codesOf(await sealedBy({ ...content, takings: [{ ...taking, signature: await countersign(third, hidOf(1), [links[1]!.hash]) }] }))).toEqual(['taking']);
  expect(await codesOf(await sealedBy({ ...content, witnesses: [await witness(second, otherCid)] }))).toEqual(['witness-foreign']);
  expect(await codesOf(await sealedBy({ ...content, endings: [(await signBlock(second, { ...links[1]!.block, ...noTerms, kind: 'close', epoch: 4, group: [{ cid, epoch: 4 }], prevHash: links[3]!.hash, from: second.nodeId })).release] }))).toEqual(['ending-foreign']);
});

test('a card that is not there leaves its part unproven; a seal by another is none', async () => {
  expect(await judge(await sealedBy({ ...content, cards: cards.slice(0, 2) }))).toMatchObject({ grade: 'incomplete' });
  expect(await codesOf(await sealedBy(content, second))).toEqual(['seal']);
  expect(await codesOf(await sealedBy({ ...content, cards: [...cards, cards[1]] }))).toEqual(['card-twice']);
  expect(await codesOf(await sealedBy({ ...content, blocks: [] }))).toContain('chain-empty');
});

test('whatever else is given is not read as a proof, and nothing throws', async () => {
  expect(await codesOf('{"typ":"amparo-custody-proof/1"}')).toEqual(['form']);
  expect(await codesOf(JSON.stringify(JSON.parse(proof), null, 2))).toEqual(['not-canonical']);
  for (const text of ['', 'null', '[]', '{"typ":"other/1"}', '"'.repeat(9), '['.repeat(40), proof.slice(0, 900)]) expect(await judge(text)).toMatchObject({ kind: 'unreadable', grade: 'broken' });
  await fc.assert(fc.asyncProperty(fc.string(), async (text) => {
    expect((await judge(text)).kind).toBe('unreadable');
  }), { numRuns: 50, seed: 1 });
});

test('two releases of one child at one place prove that a node gave her twice', async () => {
  const [, toThird] = await chainOf(cid, [first, third]);
  const two = { typ: 'amparo-equivocation-proof/1', cid, epoch: 1, exportedBy: third.nodeId, exportedAt: addHours(now, 5), cards, blocks: [content.blocks[1]!, { release: toThird!.release, acceptance: toThird!.acceptance }] };
  expect(await judge(await sealedBy(two, third))).toMatchObject({ kind: 'equivocation', grade: 'sound', signer: { name: 'Primera' }, successors: [{ name: 'Segunda' }, { name: 'Tercera' }] });
  expect(await codesOf(await sealedBy({ ...two, blocks: [two.blocks[0], two.blocks[0]] }, third))).toEqual(['no-contradiction']);
  expect(await codesOf(await sealedBy({ ...two, blocks: [two.blocks[0], content.blocks[2]!] }, third))).toEqual(['no-contradiction']);
});
