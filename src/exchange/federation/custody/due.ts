import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { readLinks, saidOfHandover, type SaidOfHandover } from '#rooms/handover/index.ts';
import type { CommittedMember, GroupMember, Message, MessageOf, OutboxEntry } from '#rooms/handover/rules.ts';
import type { Plan } from '#rooms/handover/schema.ts';
import { signAcceptance, type BodyOf } from '../envelope/index.ts';
import type { DueAck, DueCommit, DueMessage } from '../ports.ts';
import { ensureBlocks } from './blocks.ts';
import { beaconBody, witnessBody } from './intake.ts';
import { profileTo } from './profile.ts';

const groupOf = (group: readonly GroupMember[]) => group.map(({ childId, epoch }) => ({ cid: childId, epoch }));
const planOf = (plan: Plan | null) => ({ place: plan?.place ?? null, at: plan?.at ?? null, escort: plan?.escort ?? null, receivedBy: plan?.receivedBy ?? null });

/** The wire's form of what custody/1 owes. What it says is made only when it is sent. */
export function dueMessageOf({ key, resentUntil, message }: OutboxEntry, childIds: readonly ChildId[]): DueMessage {
  const about = { key, resentUntil, to: message.to, childIds, incarnations: { ours: message.incarnation, theirs: message.addresseeIncarnation } };
  if (message.type === 'SYNC') return { ...about, typ: 'SYNC', body: {} };
  if (message.type === 'BEACON') return { ...about, typ: 'BEACON', body: (unit) => beaconBody(unit, message) };
  if (message.type === 'WITNESS') return { ...about, typ: 'WITNESS', body: (unit) => witnessBody(unit, message) };
  if (!('handoverId' in message)) throw new Error(`custody owes no ${message.type} by its saved state`);
  const { handoverId } = message;
  return {
    ...about, typ: message.type, handoverId,
    body: async (unit: UnitOfWork) => {
      const said = await saidOfHandover(unit, handoverId);
      if (!said) throw new Error('a message about a handover that this node does not know');
      return bodyOf(unit, message, said);
    },
  } as DueMessage;
}

type Spoken = Extract<Message, { readonly handoverId: Uuid }>;

async function bodyOf(unit: UnitOfWork, message: Spoken, said: SaidOfHandover): Promise<unknown> {
  switch (message.type) {
    case 'OFFER': return offerBody(message, said);
    case 'ACCEPT': return { group: groupOf(message.group), offer: said.signedOffer!, acceptance: await acceptanceOf(unit, message, said), plan: planOf(said.plan) } satisfies BodyOf<'ACCEPT'>;
    case 'DECLINE': case 'WITHDRAW': return { reason: message.ending.reason, redirect: message.ending.redirect, canTake: [...message.ending.canTake] } satisfies BodyOf<'DECLINE'>;
    case 'COMMIT': return commitBody(unit, message, said);
    case 'ACK': return ackBody(unit, message);
    case 'REQUEST':
      return { group: groupOf(message.group), evidence: said.evidence ?? 'present', asOfEpoch: null, acceptance: await acceptanceOf(unit, message, said), plan: planOf(said.plan) } satisfies BodyOf<'REQUEST'>;
    case 'RETRACT': return { group: groupOf(message.group), mode: message.mode, reason: 'retracted' } satisfies BodyOf<'RETRACT'>;
    case 'TRACK': return trackBody(unit, message);
  }
}

function offerBody({ group, mode }: MessageOf<'OFFER'>, { terms, profiles }: SaidOfHandover): BodyOf<'OFFER'> {
  const { agreementId, agreementVersion, purpose, reason, urgency, decideBy, keepTogether, splitDecision = null, plan } = terms!;
  return {
    group: groupOf(group), mode: mode === 'pull' ? 'push' : mode, agreement: agreementId, ...(agreementVersion === undefined ? {} : { agreementVersion }), purpose, reason, urgency, decideBy, keepTogether, splitDecision,
    plan: planOf(plan), profiles: profiles.map(profileTo),
  };
}

/** Our binding word. Signed anew each time it is sent, always over the same facts. */
const acceptanceOf = (unit: UnitOfWork, message: MessageOf<'ACCEPT'> | MessageOf<'REQUEST'>, said: SaidOfHandover): Promise<string> =>
  signAcceptance(unit.node.vault, {
    acceptId: said.handoverId, hid: said.handoverId, from: said.peer, mode: said.mode, group: groupOf(message.group), acceptedAt: said.changedAt,
  });

async function commitBody(unit: UnitOfWork, message: MessageOf<'COMMIT'>, said: SaidOfHandover): Promise<DueCommit> {
  const links = await ensureBlocks(unit, { said, group: message.group, incarnations: { ours: message.incarnation, theirs: message.addresseeIncarnation } });
  return {
    members: message.group.map((member: CommittedMember, index) => ({ cid: member.childId, epoch: member.epoch, origin: member.origin, release: links[index]!.release })),
    // of a release that only a peer remembered, the chain has the receiver's word
    acceptance: said.acceptance ?? links[0]!.acceptance!,
    flow: {
      agreementId: said.terms?.agreementId ?? said.handoverId, agreementVersion: said.terms?.agreementVersion, purpose: (said.terms?.purpose ?? 'custody_transfer') as DueCommit['flow']['purpose'], category: 'unaccompanied', country: unit.node.settings.country,
    },
  };
}

async function ackBody(unit: UnitOfWork, message: MessageOf<'ACK'>): Promise<DueAck> {
  const group = await Promise.all(message.group.map(async ({ childId, epoch }) => ({ cid: childId, epoch, blockHash: (await linkAt(unit, childId, epoch)).blockHash })));
  return { group, contact: 'not_yet' };
}

async function trackBody(unit: UnitOfWork, message: MessageOf<'TRACK'>): Promise<BodyOf<'TRACK'>> {
  const links = await Promise.all(message.group.map(({ childId, epoch }) => linkAt(unit, childId, epoch)));
  return {
    prev: message.previous, acceptance: links[0]!.acceptance,
    members: message.group.map(({ childId, epoch, origin }, index) => ({ cid: childId, epoch, origin, release: links[index]!.release })),
  };
}

async function linkAt(unit: UnitOfWork, childId: CommittedMember['childId'], epoch: number) {
  const link = (await readLinks(unit, childId)).find((one) => one.epoch === epoch);
  if (!link) throw new Error(`the chain of a child held here lacks link ${epoch}`);
  return link;
}
