import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { receiveCustodyMessage, recordArrivals } from '#rooms/handover/index.ts';
import { isEndingReason, type Message, type MessageOf, type StepDetails } from '#rooms/handover/rules.ts';
import type { ChainLink, Offered, OfferTerms, Plan, StepTaken } from '#rooms/handover/schema.ts';
import type { BodyOf, Envelope } from '../envelope/index.ts';
import type { Reception, ReceivedMessage } from '../ports.ts';
import { proveAck } from './acknowledgement.ts';
import { linksOfMembers, signReleases } from './blocks.ts';
import { genesisOfBeacon } from './intake.ts';
import { profileFrom } from './profile.ts';
import { partsOfAnswer, provenLinks, wholeAnswer } from './sync.ts';

type CustodyEnvelope = Extract<Envelope, { typ: 'OFFER' | 'ACCEPT' | 'DECLINE' | 'COMMIT' | 'ACK' | 'WITHDRAW' | 'REQUEST' | 'RETRACT' | 'TRACK' | 'BEACON' | 'WITNESS' | 'SYNC' }>;

const groupOf = (group: readonly { readonly cid: string; readonly epoch: number }[]) => group.map(({ cid, epoch }) => ({ childId: cid as ChildId, epoch }));
const planOf = (plan: BodyOf<'OFFER'>['plan']): Plan => Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== null));
/** A reason that a newer node may know and we do not reads as "other". */
const endingOf = (body: BodyOf<'DECLINE'>) => ({
  reason: isEndingReason(body.reason) ? body.reason : ('other' as const), redirect: body.redirect, canTake: body.canTake,
});

/** The protocol's own words in an envelope, for the kernel. */
function messageOf(envelope: CustodyEnvelope): Message {
  const frame = { from: envelope.from, to: envelope.to, incarnation: envelope.inc, addresseeIncarnation: envelope.tinc };
  if (envelope.typ === 'SYNC') return { ...frame, type: 'SYNC' };
  if (envelope.typ === 'BEACON' || envelope.typ === 'WITNESS') return { ...frame, type: envelope.typ, childId: envelope.body.cid };
  const heading = { ...frame, handoverId: envelope.hid };
  switch (envelope.typ) {
    case 'OFFER': return { ...heading, type: 'OFFER', group: groupOf(envelope.body.group), mode: envelope.body.mode };
    case 'ACCEPT': return { ...heading, type: 'ACCEPT', group: groupOf(envelope.body.group) };
    case 'DECLINE': case 'WITHDRAW': return { ...heading, type: envelope.typ, ending: endingOf(envelope.body) };
    case 'COMMIT': return { ...heading, type: 'COMMIT', group: envelope.body.members.map(({ cid, epoch, origin }) => ({ childId: cid, epoch, origin })) };
    case 'ACK': return { ...heading, type: 'ACK', group: groupOf(envelope.body.group) };
    case 'REQUEST': return { ...heading, type: 'REQUEST', group: groupOf(envelope.body.group) };
    case 'RETRACT': return { ...heading, type: 'RETRACT', group: groupOf(envelope.body.group), mode: envelope.body.mode };
    case 'TRACK': return { ...heading, type: 'TRACK', previous: envelope.body.prev, group: envelope.body.members.map(({ cid, epoch, origin }) => ({ childId: cid, epoch, origin })) };
  }
}

/** What people at the other agency said with it. */
function detailsOf(envelope: CustodyEnvelope, signed: string): StepDetails {
  switch (envelope.typ) {
    case 'OFFER': return { offer: { terms: termsOf(envelope.body), profiles: envelope.body.profiles.map(profileFrom), signedOffer: signed } };
    case 'ACCEPT': return { said: { plan: planOf(envelope.body.plan), acceptance: envelope.body.acceptance } };
    case 'REQUEST': return { said: { plan: planOf(envelope.body.plan), acceptance: envelope.body.acceptance, evidence: envelope.body.evidence } };
    default: return {};
  }
}

const termsOf = ({ agreement, agreementVersion, purpose, reason, urgency, decideBy, keepTogether, splitDecision, plan }: BodyOf<'OFFER'>): OfferTerms => ({
  agreementId: agreement as Uuid, ...(agreementVersion === undefined ? {} : { agreementVersion }), purpose, reason, urgency, decideBy, keepTogether, plan: planOf(plan), ...(splitDecision === null ? {} : { splitDecision }),
});

/** The step that a handover message stands for, as the file shows it: recorded from a copy that a peer gave back. */
export function saidIn(envelope: Envelope, signed: string, self: NodeId): { kind: string; bodyFor: (childId: ChildId) => Offered | StepTaken } | null {
  const { from, to } = envelope;
  if (envelope.typ === 'OFFER') {
    const { terms, profiles } = detailsOf(envelope, signed).offer!;
    const shared = { handoverId: envelope.hid, direction: from === self ? ('outgoing' as const) : ('incoming' as const), from, to, terms, ...(from === self ? {} : { signedOffer: signed }) };
    return { kind: 'handover.offered', bodyFor: (childId) => ({ ...shared, profile: profiles.find((profile) => profile.childId === childId) ?? { childId, facts: [] } }) };
  }
  if (envelope.typ !== 'ACCEPT' && envelope.typ !== 'REQUEST') return null;
  const isAccept = envelope.typ === 'ACCEPT';
  const step = { handoverId: envelope.hid, from: to, to: from, status: isAccept ? 'accepted' : 'requested', ...detailsOf(envelope, signed).said };
  return {
    kind: isAccept ? 'handover.answered' : 'handover.requested',
    bodyFor: (childId) => ({ ...step, epoch: envelope.body.group.find(({ cid }) => cid === childId)?.epoch ?? 0 }),
  };
}

/** Applies a custody message in the caller's transaction; a team of this agency takes the children once their files have come. */
export async function receiveCustodyEnvelope(unit: UnitOfWork, { envelope, jws, blocks }: ReceivedMessage): Promise<Reception> {
  if (envelope.typ === 'SYNCR') return receiveAnswer(unit, envelope);
  const custody = envelope as CustodyEnvelope;
  const proven = custody.typ === 'ACK' ? await proveAck(unit, custody) : succeed(undefined);
  if (!proven.ok) return { outcome: 'refused', problem: proven.problem, recorded: [] };
  const links = await linksOf(unit, custody, blocks);
  if (!links.ok) return { outcome: 'refused', problem: links.problem, recorded: [] };
  return apply(unit, { message: messageOf(custody), details: detailsOf(custody, jws), links: links.value });
}

async function linksOf(unit: UnitOfWork, envelope: CustodyEnvelope, blocks: ReceivedMessage['blocks']): Promise<Result<ChainLink[]>> {
  if (envelope.typ === 'COMMIT' || envelope.typ === 'TRACK') return succeed(linksOfMembers(envelope.body.members, blocks, envelope.body.acceptance));
  if (envelope.typ !== 'BEACON') return succeed([]);
  const genesis = await genesisOfBeacon(unit, envelope.from, envelope.body);
  return genesis.ok ? succeed([genesis.value]) : genesis;
}

/** What a peer knows, for this node in recovery. Only the whole answer counts; its links complete the chains here. */
async function receiveAnswer(unit: UnitOfWork, envelope: Envelope<'SYNCR'>): Promise<Reception> {
  const facts = await wholeAnswer(unit, envelope);
  if (!facts) return { outcome: 'applied', recorded: [], answers: [], taken: [] };
  const { forInc, done } = envelope.body;
  const message: MessageOf<'SYNCR'> = {
    type: 'SYNCR', from: envelope.from, to: envelope.to, incarnation: envelope.inc, addresseeIncarnation: envelope.tinc, forIncarnation: forInc, done,
    facts: facts.map(({ cid, epoch, holder, prev, hid, origin }) => ({ childId: cid, epoch, custodian: holder, previous: prev, handoverId: hid, origin })),
  };
  return apply(unit, { message, links: await provenLinks(unit, facts) });
}

async function apply(unit: UnitOfWork, received: Parameters<typeof receiveCustodyMessage>[1]): Promise<Reception> {
  const { refusal, operations, answers, taken } = await receiveCustodyMessage(unit, received);
  if (refusal) return { outcome: 'refused', problem: refuse(refusal, { of: 'receiver', node: received.message.from }).problem, recorded: operations };
  if (answers.some((answer) => answer.type === 'SYNCR')) await signReleases(unit);
  const parts = await Promise.all(answers.filter((answer) => answer.type === 'SYNCR').map((answer) => partsOfAnswer(unit, answer)));
  return { outcome: 'applied', recorded: operations, answers: parts.flat(), taken: taken.map(({ childId }) => childId), afterFiles: () => recordArrivals(unit, taken) };
}
