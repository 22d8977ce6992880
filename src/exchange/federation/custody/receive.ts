import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { refuse } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { receiveCustodyMessage, recordArrivals } from '#rooms/handover/index.ts';
import { isEndingReason, type Message, type StepDetails } from '#rooms/handover/rules.ts';
import type { OfferTerms, Plan } from '#rooms/handover/schema.ts';
import type { BodyOf, Envelope } from '../envelope/index.ts';
import type { Reception, ReceivedMessage } from '../ports.ts';
import { linksOfCommit } from './blocks.ts';
import { profileFrom } from './profile.ts';

type CustodyEnvelope = Extract<Envelope, { typ: 'OFFER' | 'ACCEPT' | 'DECLINE' | 'COMMIT' | 'ACK' | 'WITHDRAW' | 'REQUEST' | 'RETRACT' | 'TRACK' }>;

const groupOf = (group: readonly { readonly cid: string; readonly epoch: number }[]) => group.map(({ cid, epoch }) => ({ childId: cid as ChildId, epoch }));
const planOf = (plan: BodyOf<'OFFER'>['plan']): Plan => Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== null));
/** A reason that a newer node may know and we do not reads as "other". */
const endingOf = (body: BodyOf<'DECLINE'>) => ({
  reason: isEndingReason(body.reason) ? body.reason : ('other' as const), redirect: body.redirect, canTake: body.canTake,
});

/** The protocol's own words in an envelope, for the kernel. */
function messageOf(envelope: CustodyEnvelope): Message {
  const heading = { from: envelope.from, to: envelope.to, incarnation: envelope.inc, addresseeIncarnation: envelope.tinc, handoverId: envelope.hid };
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

const termsOf = ({ agreement, purpose, reason, urgency, decideBy, keepTogether, plan }: BodyOf<'OFFER'>): OfferTerms => ({
  agreementId: agreement as Uuid, purpose, reason, urgency, decideBy, keepTogether, plan: planOf(plan),
});

/** Applies a custody message in the caller's transaction; a team of this agency takes the children once their files have come. */
export async function receiveCustodyEnvelope(unit: UnitOfWork, { envelope, jws, blocks }: ReceivedMessage): Promise<Reception> {
  const custody = envelope as CustodyEnvelope;
  const links = custody.typ === 'COMMIT' ? linksOfCommit(custody.body.members, blocks, custody.body.acceptance) : [];
  const outcome = await receiveCustodyMessage(unit, { message: messageOf(custody), details: detailsOf(custody, jws), links });
  if (outcome.refusal) return { outcome: 'refused', problem: refuse(outcome.refusal, { node: custody.from }).problem, recorded: outcome.operations };
  return {
    outcome: 'applied', recorded: outcome.operations, answers: [], taken: outcome.taken.map(({ childId }) => childId),
    afterFiles: () => recordArrivals(unit, outcome.taken),
  };
}
