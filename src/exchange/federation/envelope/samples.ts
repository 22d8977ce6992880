import { addDays, addHours, type Instant } from '#kernel/instant.ts';
import { childIdFrom, uuidFrom, type ChildId, type NodeId, type Uuid } from '#kernel/identifier.ts';
import { createNodeKeys, createVault, rotateExchangeKeys, sealTo, sha256Of, type NodeKeys, type RandomBytes, type Vault } from '#platform/vault/index.ts';
import { signAcceptance, signBlock, type CustodyBlock } from './block.ts';
import { sealCaseFile, type CaseFileAddress } from './case-file.ts';
import { countersign } from './commit.ts';
import { buildEnvelope } from './envelope.ts';
import type { BodyOf, HandoverType, MessageType } from './bodies.ts';
import { handoverTypes, messageTypes } from './bodies.ts';
import type { Letter } from './schema.ts';
import type { FindSigner } from './signers.ts';

/** One valid message of every type between two made-up nodes, for the tests and for `mutate.ts` to spoil. */
export interface Samples {
  readonly now: Instant;
  readonly sender: SampleNode;
  readonly receiver: SampleNode;
  readonly stranger: SampleNode;
  readonly cid: ChildId;
  readonly hid: Uuid;
  readonly genesis: CustodyBlock;
  readonly block: CustodyBlock;
  readonly release: string;
  readonly acceptance: string;
  readonly findSigner: FindSigner;
  readonly letters: readonly Letter[];
  readonly messages: readonly string[];
  /** Sealed to the receiver: of two children in two blocks of the sender, and of one that a stranger sends. */
  readonly files: readonly { readonly sealed: string; readonly address: CaseFileAddress }[];
}

interface SampleNode {
  readonly nodeId: NodeId;
  readonly keys: NodeKeys;
  readonly vault: Vault;
}

const start = '2026-03-02T15:00:00.000Z' as Instant;

/** The sender's oldest key has ended; the second is in use, the third revoked after message 5 of incarnation 1. */
function createNode(random: RandomBytes): SampleNode {
  const first = rotateExchangeKeys(createNodeKeys(addDays(start, -400), random), addDays(start, -30), random);
  const keys = { ...first, signing: [...first.signing, createNodeKeys(addDays(start, -20), random).signing[0]!] };
  const vault = createVault({ keys, now: () => start });
  return { nodeId: vault.nodeId, keys, vault };
}

export async function createSamples(random: RandomBytes): Promise<Samples> {
  const [sender, receiver, stranger] = [createNode(random), createNode(random), createNode(random)];
  const cid = childIdFrom(random(16));
  const hid = uuidFrom(Date.parse(start), random(10));
  const link = { cid, from: sender.nodeId, fromInc: 1, toInc: 1, mode: null, agreement: null, purpose: null, acceptHash: null, into: null, hid: null };
  const genesis: CustodyBlock = {
    ...link, typ: 'custody-block/1', kind: 'genesis', epoch: 0, prevHash: null, group: [{ cid, epoch: 0 }], to: sender.nodeId, committedAt: addHours(start, -48),
  };
  const signedGenesis = await signBlock(sender.vault, genesis);
  const group = [{ cid, epoch: 1 }];
  const acceptance = await signAcceptance(receiver.vault, { acceptId: hid, hid, from: sender.nodeId, mode: 'push', group, acceptedAt: start });
  const block: CustodyBlock = {
    ...genesis, kind: 'handover', epoch: 1, prevHash: signedGenesis.hash, hid, group, to: receiver.nodeId, mode: 'push',
    agreement: 'AG-2026-7', purpose: 'protection', committedAt: start, acceptHash: sha256Of(acceptance),
  };
  const { release, hash } = await signBlock(sender.vault, block);
  const caseFile = await sealCaseFile(sender.vault, receiver.keys.sealing[0]!, { to: receiver.nodeId, cid, blockHash: hash }, { name: 'Marisol' });
  const fileOf = async (from: SampleNode, child: ChildId, blockHash: string) => ({
    sealed: await sealCaseFile(from.vault, receiver.keys.sealing[0]!, { to: receiver.nodeId, cid: child, blockHash }, { name: 'Marisol' }), address: { from: from.nodeId, to: receiver.nodeId, cid: child, blockHash },
  });
  const sister = childIdFrom(random(16));
  const files = [await fileOf(sender, cid, hash), await fileOf(sender, sister, hash), await fileOf(sender, sister, sha256Of('her block')), await fileOf(stranger, cid, hash)];
  const letter = await sealTo(receiver.keys.sealing[0]!, Buffer.from('oficio'), 'referral', hid);
  const hashText = sha256Of('anything');
  const ending = { reason: 'no_capacity', redirect: stranger.nodeId, canTake: [cid] };
  const plan = { place: 'Puente Rodolfo Robles', at: addHours(start, 20), escort: 'OPI', receivedBy: null };
  const offer: BodyOf<'OFFER'> = {
    group, mode: 'push', agreement: 'AG-2026-7', purpose: 'protection', reason: 'return_to_country', urgency: 'planned', decideBy: addHours(start, 24),
    keepTogether: true, splitDecision: null, plan,
    profiles: [{ cid, fields: [{ field: 'sex', value: { system: 'amparo.sex', version: '1', code: 'f' } }, { field: 'languages', values: ['mam', 'es'] }, { field: 'asylum', withheld: 'not_in_agreement' }] }],
  };
  const envelopeOf = async (typ: MessageType, body: unknown, seq: number): Promise<Letter> =>
    ({
      typ, to: receiver.nodeId, inc: 1, tinc: 1, seq, prevMid: seq === 1 ? null : hashText, sentAt: start, body,
      ...(handoverTypes.includes(typ as HandoverType) ? { hid } : {}),
    }) as Letter;
  const signedOffer = (await buildEnvelope(sender.vault, await envelopeOf('OFFER', offer, 1))).jws;
  const tracked = { cid, epoch: 1, origin: sender.nodeId, release };
  const bodies: { readonly [T in MessageType]: BodyOf<T> } = {
    NOTICE: { noticeId: hid, reason: 'deported', place: 'La Aurora', expectedAt: start, headcount: 12, cids: [cid] },
    OFFER: offer,
    ACCEPT: { group, offer: signedOffer, acceptance, plan },
    DECLINE: ending,
    COMMIT: { members: [{ ...tracked, caseFile: { sealed: caseFile } }], acceptance },
    ACK: { group: [{ cid, epoch: 1, blockHash: hash, caseFile: 'verified' }], countersignature: await countersign(sender.vault, hid, [hash]), contact: 'not_yet' },
    WITHDRAW: { ...ending, reason: 'expired', canTake: [] },
    REQUEST: { group: [{ cid, epoch: 0 }], evidence: 'child_present', asOfEpoch: null, acceptance, plan },
    RETRACT: { group, mode: 'push', reason: 'shelter_closed' },
    TRACK: { prev: sender.nodeId, members: [tracked], acceptance },
    BEACON: { cid, genesis: signedGenesis.release, intake: null },
    WITNESS: { cid, witness: await sender.vault.sign('custody-witness', { cid }) },
    SYNC: {},
    SYNCR: {
      forInc: 2, done: true, answer: hid, part: 1, parts: 1,
      facts: [{ cid, epoch: 1, origin: sender.nodeId, holder: receiver.nodeId, prev: sender.nodeId, hid, chain: [{ release: signedGenesis.release, acceptance: null }, { release, acceptance }] }],
    },
    RETURN: {
      handoverId: hid, receiver: receiver.nodeId, status: 'agreed', headcount: 1, consulate: { node: stranger.nodeId, name: 'Consulado', country: 'HN', phone: null },
      acts: [{ what: 'identity', kind: 'confirmed', at: start, by: 'Cónsul', reference: 'HN-12', reason: null, source: 'sender' }], chain: [{ epoch: 0, holder: sender.nodeId }],
    },
    RETURN_ACT: { handoverId: hid, act: { what: 'identity', kind: 'confirmed', at: start, by: 'Cónsul', reference: 'HN-12', reason: null, source: 'consulate' } },
    PAPER: { paperId: hid, handoverId: hid, signedBy: 'Luz Marina', role: 'Trabajo social', place: 'Puente Rodolfo Robles', signedAt: start, cids: [cid] },
    LOST: { lost: stranger.nodeId, since: start },
    LOST_ANSWER: {
      lost: stranger.nodeId, part: 1, parts: 1, hidden: 0, moved: [{ cid, epoch: 3 }],
      facts: [{ cid, epoch: 1, origin: sender.nodeId, holder: stranger.nodeId, prev: sender.nodeId, hid, chain: [{ release, acceptance }], copy: 'file' }],
    },
    SUCCESSOR: { lost: stranger.nodeId, handoverId: hid, successor: receiver.nodeId, members: [tracked], acceptance },
    FILE_COPY: { handoverId: hid, cid, blockHash: hash, caseFile: { sealed: caseFile } },
    CONSENT: { cid, change: 'narrowed', purposes: ['tracing'], at: start },
    PURGED: { cid, epoch: 1, destroyed: ['case_file', 'photos'], remains: ['chain'], at: start },
    SEARCH: { searchId: hid, agreement: 'AG-2026-7', question: letter, tokens: [hashText], until: addDays(start, 30) },
    FOUND: { searchId: hid, answer: 'found', tokens: [hashText], evidence: 'seen_alive' },
    CONTACT: { contactId: hid, agreement: hid, runId: hid, place: 7, band: 'likely' },
    CONTACT_ANSWER: { contactId: hid, answer: 'agreed', fields: letter },
    CONTACT_FIELDS: { contactId: hid, fields: letter },
    REVOKE: { revocation: await sender.vault.sign('key-revocation', { kid: hashText }) },
    LEFT: { at: start },
    CARD: { card: await sender.vault.sign('node-card', { serial: 2 }) },
    TRUST: {
      seq: 3, prevHash: hashText, signatures: [await sender.vault.signDetached('trust-entry', {})],
      entry: { nodeId: stranger.nodeId, member: 'PGN', country: 'GT', roles: ['reception'], cardHash: hashText, status: 'active', fencedInc: null, from: start },
    },
    REFERRAL: { referralId: hid, agreement: 'AG-2026-7', purpose: 'health', service: 'psychosocial', urgency: 'planned', decideBy: start, profile: offer.profiles[0]!, letter },
    REFERRAL_ANSWER: { referralId: hid, answer: 'accepted', reason: null, redirect: null, at: start },
    DISPUTE: { cid, epoch: 1, blocks: [{ release, acceptance }, { release, acceptance }] },
    FILE: { cid, epoch: 1, blockHash: hash, token: hashText },
  };
  const letters = await Promise.all(messageTypes.map((typ, index) => envelopeOf(typ, bodies[typ], index + 1)));
  const messages = await Promise.all(letters.map(async (one) => (await buildEnvelope(sender.vault, one)).jws));
  const known = new Map([sender, receiver].map((node) => [node.nodeId, { signing: node.keys.signing, revoked: { [node.keys.signing.at(-1)!.kid]: { since: start, lastGood: { inc: 1, tinc: 1, seq: 5 } } } }]));
  return { now: start, sender, receiver, stranger, cid, hid, genesis, block, release, acceptance, findSigner: (nodeId) => known.get(nodeId), letters, messages, files };
}
