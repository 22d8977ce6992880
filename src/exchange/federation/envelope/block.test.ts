import { expect, test } from 'vitest';
import { addDays, addHours } from '#kernel/instant.ts';
import { valueOf, type Result } from '#kernel/result.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { hashOfBlock, signAcceptance, signBlock, verifyBlock, type CustodyBlock, type SignedBlock } from './block.ts';
import { verifyChain } from './chain.ts';
import { countersign, verifyAck, verifyCommit } from './commit.ts';
import { openCaseFile, sealCaseFile } from './case-file.ts';
import { createSamples } from './samples.ts';
import type { Envelope } from './schema.ts';

const samples = await createSamples(createSeededBytes(2));
const { sender, receiver, stranger, genesis, block, release, acceptance, findSigner, hid, cid, now } = samples;
const reasonOf = <T>(result: Result<T>) => (result.ok ? 'proven' : (result.problem.details.reason ?? result.problem.code));
const first: SignedBlock = { release: (await signBlock(sender.vault, genesis)).release, acceptance: null };
const second: SignedBlock = { release, acceptance };
const released = async (changes: Partial<CustodyBlock>, vault = sender.vault): Promise<SignedBlock> => ({
  release: await vault.sign('custody-block', { ...block, ...changes }),
  acceptance,
});

test('a block is proven by the one who released and the one who accepted', async () => {
  expect(valueOf(await verifyBlock(second, findSigner))).toEqual({ block, hash: hashOfBlock(block) });
  expect(reasonOf(await verifyBlock({ release, acceptance: null }, findSigner))).toBe('acceptance-other');
  expect(reasonOf(await verifyBlock(await released({}, receiver.vault), findSigner))).toBe('key-unknown');
  expect(reasonOf(await verifyBlock(await released({ from: stranger.nodeId }, stranger.vault), findSigner))).toBe('unknown-sender');
});

test('an acceptance counts for its handover, nodes, mode and whole group only', async () => {
  const accepted = async (changes: Partial<Parameters<typeof signAcceptance>[1]>, vault = receiver.vault) => {
    const text = await signAcceptance(vault, { acceptId: hid, hid, from: sender.nodeId, mode: 'push', group: block.group, acceptedAt: now, ...changes });
    return reasonOf(await verifyBlock({ ...(await released({ acceptHash: sha256Of(text) })), acceptance: text }, findSigner));
  };
  const sibling = 'AAAAAAAAAAAAAAAAAAAAAA' as typeof cid;
  expect(await accepted({})).toBe('proven');
  expect(await accepted({ mode: 'forced' })).toBe('acceptance-other');
  expect(await accepted({ from: stranger.nodeId })).toBe('acceptance-other');
  expect(await accepted({ group: [{ cid, epoch: 2 }] })).toBe('acceptance-other');
  expect(await accepted({ group: [...block.group, { cid: sibling, epoch: 1 }] })).toBe('acceptance-other');
  expect(await accepted({ acceptedAt: addDays(now, 400) })).toBe('key-expired');
  expect(await accepted({}, stranger.vault)).toBe('unknown-sender');
});

test('what was requested before its epoch was known is accepted for the epoch that is assigned', async () => {
  const text = await signAcceptance(receiver.vault, { acceptId: hid, hid, from: sender.nodeId, mode: 'pull', group: [{ cid, epoch: 0 }], acceptedAt: now });
  const pulled = { ...(await released({ mode: 'pull', acceptHash: sha256Of(text) })), acceptance: text };
  expect(reasonOf(await verifyBlock(pulled, findSigner))).toBe('proven');
});

test.each([
  { epoch: 0 }, { prevHash: null }, { hid: null }, { mode: null }, { agreement: null }, { acceptHash: null }, { to: sender.nodeId }, { into: cid }, { kind: 'close' },
  { kind: 'genesis' }, { group: [{ cid, epoch: 2 }] }, { group: [...block.group, ...block.group] }, { kind: 'merge', into: null },
] satisfies Partial<CustodyBlock>[])('a handover with %j is no block', async (changes) => {
  expect(reasonOf(await verifyBlock(await released(changes), findSigner))).toBe('block');
  await expect(signBlock(sender.vault, { ...block, ...changes })).rejects.toThrow('block of this node');
});

test('an old block is verified with the key of its time', async () => {
  const old = sender.keys.signing[1]!;
  const { signJson } = await import('#platform/vault/sign.ts');
  const signedAt = async (committedAt: typeof now) => reasonOf(await verifyBlock({ release: await signJson('custody-block', { ...genesis, committedAt }, old), acceptance: null }, findSigner));
  expect(await signedAt(addDays(now, -350))).toBe('proven');
  expect(await signedAt(now)).toBe('key-expired');
});

test('a chain leads from the registration to the custodian', async () => {
  const close = { ...genesis, kind: 'close' as const, from: receiver.nodeId, to: receiver.nodeId, epoch: 2, prevHash: hashOfBlock(block), group: [{ cid, epoch: 2 }], committedAt: addHours(now, 5) };
  const third = { release: (await signBlock(receiver.vault, close)).release, acceptance: null };
  expect(valueOf(await verifyChain([first, second, third], findSigner))).toMatchObject({ custodian: receiver.nodeId, epoch: 2 });
  expect(reasonOf(await verifyChain([], findSigner))).toBe('chain-empty');
  expect(reasonOf(await verifyChain([second], findSigner))).toBe('chain-epoch');
  expect(reasonOf(await verifyChain([first, third], findSigner))).toBe('chain-epoch');
  expect(reasonOf(await verifyChain([first, first], findSigner))).toBe('chain-epoch');
  expect(reasonOf(await verifyChain([first, await released({ prevHash: sha256Of('another') })], findSigner))).toBe('chain-hash');
  const byFormer = { release: (await signBlock(sender.vault, { ...close, from: sender.nodeId, to: sender.nodeId })).release, acceptance: null };
  expect(reasonOf(await verifyChain([first, second, byFormer], findSigner))).toBe('chain-custodian');
});

test('nothing follows a merge, and no other child may slip in', async () => {
  const other = 'AAAAAAAAAAAAAAAAAAAAAA' as typeof cid;
  const merge: CustodyBlock = { ...genesis, kind: 'merge', epoch: 1, prevHash: hashOfBlock(genesis), group: [{ cid, epoch: 1 }], into: other };
  const merged = { release: (await signBlock(sender.vault, merge)).release, acceptance: null };
  const after = { ...merge, kind: 'close' as const, into: null, epoch: 2, prevHash: hashOfBlock(merge), group: [{ cid, epoch: 2 }] };
  const closed = { release: (await signBlock(sender.vault, after)).release, acceptance: null };
  expect(reasonOf(await verifyChain([first, merged], findSigner))).toBe('proven');
  expect(reasonOf(await verifyChain([first, merged, closed], findSigner))).toBe('chain-ended');
  const slipped = { ...merge, cid: other, group: [{ cid: other, epoch: 1 }], into: cid };
  expect(reasonOf(await verifyChain([first, { release: (await signBlock(sender.vault, slipped)).release, acceptance: null }], findSigner))).toBe('chain-child');
});

const messageOf = <T extends 'COMMIT' | 'ACK'>(typ: T) =>
  ({ ...samples.letters.find((letter) => letter.typ === typ)!, v: 1, mid: '', from: sender.nodeId }) as unknown as Envelope<T>;

test('a COMMIT carries a block for everyone in the group, of this handover, from the sender to us', async () => {
  const commit = messageOf('COMMIT');
  const [member] = commit.body.members;
  expect(valueOf(await verifyCommit(commit, findSigner)).map(({ hash }) => hash)).toEqual([hashOfBlock(block)]);
  const reason = async (changes: Partial<typeof commit>) => reasonOf(await verifyCommit({ ...commit, ...changes }, findSigner));
  expect(await reason({ from: stranger.nodeId })).toBe('commit-other');
  expect(await reason({ to: stranger.nodeId })).toBe('commit-other');
  expect(await reason({ hid: '019caf10-3180-745a-8f0c-e37321339ef9' as typeof hid })).toBe('commit-other');
  expect(await reason({ body: { ...commit.body, members: [{ ...member!, epoch: 2 }] } })).toBe('commit-other');
  expect(await reason({ body: { ...commit.body, members: [member!, member!] } })).toBe('commit-other');
});

test('an ACK is the countersignature of exactly the blocks that were released', async () => {
  const hash = hashOfBlock(block);
  const ack: Envelope<'ACK'> = { ...messageOf('ACK'), from: receiver.nodeId, to: sender.nodeId };
  const signed = { ...ack, body: { ...ack.body, countersignature: await countersign(receiver.vault, hid, [hash]) } };
  expect(reasonOf(await verifyAck(signed, [hash], findSigner, now))).toBe('proven');
  expect(reasonOf(await verifyAck(signed, [hash, sha256Of('sibling')], findSigner, now))).toBe('ack-other');
  expect(reasonOf(await verifyAck(ack, [hash], findSigner, now))).toBe('key-unknown');
});

test('a case file is for one receiver, one child and one handover', async () => {
  const blockHash = hashOfBlock(block);
  const file = { name: 'Marisol', operations: [{ kind: 'case.note-written' }] };
  const address = { from: sender.nodeId, to: receiver.nodeId, cid, blockHash };
  const proof = { findSigner, committedAt: block.committedAt };
  const sealed = await sealCaseFile(sender.vault, receiver.keys.sealing[0]!, address, file);
  expect(sealed).not.toContain('Marisol');
  expect(valueOf(await openCaseFile(receiver.vault, sealed, address, proof))).toEqual(file);
  expect(reasonOf(await openCaseFile(stranger.vault, sealed, address, proof))).toBe('sealed-to-other-key');
  expect(reasonOf(await openCaseFile(receiver.vault, sealed, { ...address, blockHash: sha256Of('another') }, proof))).toBe('sealed-broken');
  expect(reasonOf(await openCaseFile(receiver.vault, sealed, { ...address, from: stranger.nodeId }, proof))).toBe('case-file');
  expect(reasonOf(await openCaseFile(receiver.vault, sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), address, proof))).toMatch(/sealed/);
  const passedOn = await sealCaseFile(sender.vault, receiver.keys.sealing[0]!, { ...address, to: stranger.nodeId }, file);
  expect(reasonOf(await openCaseFile(receiver.vault, passedOn, address, proof))).toBe('case-file');
});
