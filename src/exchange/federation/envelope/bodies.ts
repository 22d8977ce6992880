import { Type, type Static } from 'typebox';
import { largestGroup } from './words.ts';
import { ChildIdText, closed, Code, Epoch, Group, Hash, Incarnation, InstantText, Line, Member, NodeIdText, orNull, Reference, SealedText, Sequence, SignedBlockText, SignedText, UuidText } from './words.ts';
import { Profile } from './profile.ts';

/** A case file up to this size travels inside its COMMIT; a larger one is fetched. */
export const inlineCaseFileLimit = 600_000;

const Urgency = Type.Enum(['emergency', 'forced', 'planned']);
const Plan = Type.Object({ place: orNull(Line(200)), at: orNull(InstantText), escort: orNull(Line(120)), receivedBy: orNull(Line(120)) }, closed);

/** Why it ends without custody moving, whom to ask instead, and which of the group could be taken. */
const Ending = Type.Object({ reason: Code, redirect: orNull(NodeIdText), canTake: Type.Array(ChildIdText, { maxItems: largestGroup }) }, closed);

const CaseFile = Type.Union([
  Type.Object({ sealed: SealedText(inlineCaseFileLimit) }, closed),
  Type.Object({ hash: Hash, size: Type.Integer({ minimum: 1, maximum: 2 ** 31 }), token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }, closed),
]);

const tracked = { cid: ChildIdText, epoch: Epoch, origin: NodeIdText };
const Reported = Type.Object({ ...tracked, release: orNull(SignedBlockText) }, closed);

const Link = Type.Object({ release: SignedBlockText, acceptance: orNull(SignedBlockText) }, closed);
/**
 * What one node knows of one child, for a peer that comes back from a backup. The chain goes along: a release that only
 * we remember must be issued again letter for letter, since another block of the same epoch would look like two custodians.
 */
const Fact = Type.Object({ ...tracked, holder: NodeIdText, prev: NodeIdText, hid: orNull(UuidText), chain: Type.Array(Link, { maxItems: 200 }) }, closed);

const ReturnAct = Type.Object(
  {
    what: Type.Enum(['identity', 'travel_document', 'authority_notified']), kind: Type.Enum(['confirmed', 'waived']), at: InstantText, by: orNull(Line(120)), reference: orNull(Line(80)),
    reason: orNull(Code), source: Type.Enum(['sender', 'consulate']),
  },
  closed,
);

/** What is in each message (custody/1 section 6), everything bounded, nothing beside it allowed. */
export const bodySchemas = {
  NOTICE: Type.Object(
    {
      noticeId: UuidText,
      reason: Code,
      place: orNull(Line(200)),
      expectedAt: orNull(InstantText),
      headcount: Type.Integer({ minimum: 1, maximum: 1000 }),
      cids: Type.Array(ChildIdText, { maxItems: 200 }),
    },
    closed,
  ),
  OFFER: Type.Object(
    {
      group: Group,
      mode: Type.Enum(['push', 'forced', 'succession']),
      agreement: Reference,
      /** Of the agreement: the newest where none is named. */
      agreementVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      purpose: Code,
      reason: Code,
      urgency: Urgency,
      decideBy: InstantText,
      keepTogether: Type.Boolean(),
      /** The best-interests decision that allows siblings to part. */
      splitDecision: orNull(Reference),
      plan: Plan,
      profiles: Type.Array(Profile, { maxItems: largestGroup }),
    },
    closed,
  ),
  /** `offer`: the sender's own signed OFFER, `acceptance`: our binding word that the chain will carry. */
  ACCEPT: Type.Object({ group: Group, offer: SignedText(400_000), acceptance: SignedBlockText, plan: Plan }, closed),
  DECLINE: Ending,
  COMMIT: Type.Object(
    {
      members: Type.Array(Type.Object({ ...tracked, release: SignedBlockText, caseFile: CaseFile }, closed), { minItems: 1, maxItems: largestGroup }),
      acceptance: SignedBlockText,
    },
    closed,
  ),
  ACK: Type.Object(
    {
      group: Type.Array(
        Type.Object({ ...Member.properties, blockHash: Hash, caseFile: Type.Enum(['verified', 'pending', 'unreadable']) }, closed),
        { minItems: 1, maxItems: largestGroup },
      ),
      countersignature: SignedText(1000),
      contact: Type.Enum(['seen', 'not_yet']),
    },
    closed,
  ),
  WITHDRAW: Ending,
  REQUEST: Type.Object({ group: Group, evidence: Code, asOfEpoch: orNull(Epoch), acceptance: SignedBlockText, plan: Plan }, closed),
  RETRACT: Type.Object({ group: Group, mode: Type.Enum(['push', 'pull', 'forced', 'succession']), reason: Code }, closed),
  TRACK: Type.Object(
    { prev: NodeIdText, members: Type.Array(Reported, { minItems: 1, maxItems: largestGroup }), acceptance: orNull(SignedBlockText) },
    closed,
  ),
  BEACON: Type.Object({ cid: ChildIdText, genesis: SignedBlockText, intake: orNull(SealedText(inlineCaseFileLimit)) }, closed),
  WITNESS: Type.Object({ cid: ChildIdText, witness: SignedText(2000) }, closed),
  /** A node that came back from a backup asks; everything it says stands in the frame. What it lost it fetches as copies. */
  SYNC: Type.Object({}, closed),
  SYNCR: Type.Object(
    {
      forInc: Incarnation,
      done: Type.Boolean(),
      /** Which answer a part belongs to. */
      answer: UuidText,
      part: Type.Integer({ minimum: 1, maximum: 10_000 }),
      parts: Type.Integer({ minimum: 1, maximum: 10_000 }),
      facts: Type.Array(Fact, { maxItems: 2000 }),
    },
    closed,
  ),
  /** How a return across a border stands, from its sender to receiver and consulate: agencies, chain, what was confirmed. Nothing of the file. */
  RETURN: Type.Object(
    {
      handoverId: UuidText, receiver: NodeIdText, status: Code, headcount: Type.Integer({ minimum: 1, maximum: largestGroup }),
      consulate: Type.Object({ node: orNull(NodeIdText), name: Line(160), country: Type.String({ pattern: '^[A-Z]{2}$' }), phone: orNull(Line(40)) }, closed),
      acts: Type.Array(ReturnAct, { maxItems: 10 }),
      chain: Type.Array(Type.Object({ epoch: Epoch, holder: NodeIdText }, closed), { maxItems: 200 }),
    },
    closed,
  ),
  /** What the consulate confirms. */
  RETURN_ACT: Type.Object({ handoverId: UuidText, act: ReturnAct }, closed),
  /** Somebody of the receiving agency has signed on paper, as two persons at the sender of this message have checked: its node shall sign too, or say no. */
  PAPER: Type.Object({ paperId: UuidText, handoverId: UuidText, signedBy: Line(120), role: Line(120), place: Line(200), signedAt: InstantText, cids: Type.Array(ChildIdText, { minItems: 1, maxItems: largestGroup }) }, closed),
  /** A node is lost for ever: the root of its country asks what is known of its children. */
  LOST: Type.Object({ lost: NodeIdText, since: InstantText }, closed),
  LOST_ANSWER: Type.Object(
    {
      lost: NodeIdText,
      part: Type.Integer({ minimum: 1, maximum: 10_000 }),
      parts: Type.Integer({ minimum: 1, maximum: 10_000 }),
      hidden: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      facts: Type.Array(Type.Object({ ...Fact.properties, copy: Type.Enum(['file', 'sealed', 'none']) }, closed), { maxItems: 500 }),
      /** With the lost node once, and not any more; where is not said. */
      moved: Type.Array(Member, { maxItems: 500 }),
    },
    closed,
  ),
  /** Who follows the lost node: the root's signed releases and the successor's acceptance. */
  SUCCESSOR: Type.Object(
    { lost: NodeIdText, handoverId: UuidText, successor: NodeIdText, members: Type.Array(Type.Object({ ...tracked, release: SignedBlockText }, closed), { minItems: 1, maxItems: largestGroup }), acceptance: SignedBlockText },
    closed,
  ),
  /** What somebody who had the child before has of her file, for her successor. */
  FILE_COPY: Type.Object({ handoverId: UuidText, cid: ChildIdText, blockHash: Hash, caseFile: CaseFile }, closed),
  CONSENT: Type.Object({ cid: ChildIdText, change: Type.Enum(['withdrawn', 'narrowed']), purposes: Type.Array(Code, { maxItems: 30 }), at: InstantText }, closed),
  PURGED: Type.Object(
    { cid: ChildIdText, epoch: Epoch, destroyed: Type.Array(Code, { maxItems: 30 }), remains: Type.Array(Code, { maxItems: 30 }), at: InstantText },
    closed,
  ),
  /** `question`: the key of the tokens and the asker's name for the child, sealed to the one who is asked. */
  SEARCH: Type.Object({ searchId: UuidText, agreement: Reference, question: SealedText(2000), tokens: Type.Array(Hash, { minItems: 1, maxItems: 40 }), until: InstantText }, closed),
  FOUND: Type.Object({ searchId: UuidText, answer: Type.Enum(['found', 'not_here']), tokens: Type.Array(Hash, { maxItems: 40 }), evidence: Code }, closed),
  /** A private comparison nominated the child at this place of the run: two people here ask for contact between the agencies. No word of who it is. */
  CONTACT: Type.Object({ contactId: UuidText, agreement: UuidText, runId: UuidText, place: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }), band: Type.Enum(['very_likely', 'likely', 'possible']) }, closed),
  /** Two people there agree, or one declines. `fields`: what the agreement lets be seen once both agree. */
  CONTACT_ANSWER: Type.Object({ contactId: UuidText, answer: Type.Enum(['agreed', 'declined']), fields: orNull(SealedText(100_000)) }, closed),
  CONTACT_FIELDS: Type.Object({ contactId: UuidText, fields: SealedText(100_000) }, closed),
  REVOKE: Type.Object({ revocation: SignedText(50_000) }, closed),
  /** The sender has handed over every child and leaves the network. */
  LEFT: Type.Object({ at: InstantText }, closed),
  CARD: Type.Object({ card: SignedText(120_000) }, closed),
  TRUST: Type.Object(
    {
      seq: Sequence,
      prevHash: orNull(Hash),
      entry: Type.Object(
        {
          nodeId: NodeIdText,
          member: Line(120),
          country: Type.String({ pattern: '^[A-Z]{2}$' }),
          roles: Type.Array(Code, { maxItems: 20 }),
          cardHash: Hash,
          status: Type.Enum(['active', 'suspended', 'decommissioned']),
          fencedInc: orNull(Incarnation),
          from: InstantText,
        },
        closed,
      ),
      /** Detached, each by one who may govern. */
      signatures: Type.Array(SignedText(1000), { minItems: 1, maxItems: 30 }),
    },
    closed,
  ),
  REFERRAL: Type.Object(
    {
      referralId: UuidText,
      agreement: Reference,
      purpose: Code,
      service: Code,
      urgency: Urgency,
      decideBy: InstantText,
      profile: Profile,
      /** The letter and what goes with it, sealed to the receiver. */
      letter: orNull(SealedText(inlineCaseFileLimit)),
    },
    closed,
  ),
  REFERRAL_ANSWER: Type.Object(
    {
      referralId: UuidText,
      answer: Type.Enum(['accepted', 'declined', 'provided', 'not_provided']),
      reason: orNull(Code),
      redirect: orNull(NodeIdText),
      at: InstantText,
    },
    closed,
  ),
  /** Proves that one node gave a child twice: two blocks of the same place of her chain, both signed by it, to two successors. */
  DISPUTE: Type.Object(
    { cid: ChildIdText, epoch: Epoch, blocks: Type.Array(Type.Object({ release: SignedBlockText, acceptance: SignedBlockText }, closed), { minItems: 2, maxItems: 2 }) },
    closed,
  ),
  /** Asks for a sealed case file that a COMMIT named by hash and token. */
  FILE: Type.Object({ cid: ChildIdText, epoch: Epoch, blockHash: Hash, token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }, closed),
} as const;

export type MessageType = keyof typeof bodySchemas;
export type BodyOf<T extends MessageType> = Static<(typeof bodySchemas)[T]>;
export const messageTypes = Object.keys(bodySchemas) as MessageType[];

/** Messages about one handover name it in the envelope; the others have none. */
export const handoverTypes = ['OFFER', 'ACCEPT', 'DECLINE', 'COMMIT', 'ACK', 'WITHDRAW', 'REQUEST', 'RETRACT', 'TRACK', 'FILE'] as const satisfies readonly MessageType[];
export type HandoverType = (typeof handoverTypes)[number];
