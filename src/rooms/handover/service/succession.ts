import { addHours } from '#kernel/instant.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { actsForRoot, findPeer, listActivePeers, listPeers, requireFlow } from '#rooms/governance/index.ts';
import { learnOfLost, learnSuccession, operationsOfStep, type SuccessorWord } from '../rules.ts';
import type { Fact } from '../rules/messages.ts';
import { appointSuccessor, inquireLost, type ChainLink, type LostAnswered, type LostAsked, type LostInquired, type OfferTerms, type SuccessionLearnt } from '../schema.ts';
import { loadCustody } from '../store/load.ts';
import { findCustody } from '../store/read.ts';
import { findAnswers, findInquiry, findKnown } from '../store/succession.ts';
import { recordLinks } from './messages.ts';
import { custodyVerb } from './step.ts';

/** Whether a node acts for the root of its own country, as it is known here. */
async function isAuthority(unit: UnitOfWork, root: NodeId): Promise<boolean> {
  const country = root === unit.node.nodeId ? unit.node.settings.country : (await findPeer(unit.transaction, root))?.country;
  return country !== undefined && actsForRoot(unit, root, country);
}

/**
 * Whether a node may say who follows another: two persons here have recorded that it is gone for good, and the first acts for the root of
 * its country. Of a node that this one never trusted no word ever counted here: then any such authority is told.
 */
export async function mayAppointFor(unit: UnitOfWork, root: NodeId, lost: NodeId): Promise<boolean> {
  const gone = await findPeer(unit.transaction, lost);
  if (!gone) return isAuthority(unit, root);
  return gone.status === 'decommissioned' && actsForRoot(unit, root, gone.country);
}

/**
 * An appointment counts only by who acts for a root, and never over the head of a custodian who is there: not of a child held here, nor of
 * one whose pointer leads to a node that is trusted still. Refuses `not-allowed`, reason `appointment`: it is sent again, and counts once
 * this node's people have recorded the loss.
 */
export async function requireAppointment(unit: UnitOfWork, root: NodeId, group: readonly { readonly childId: ChildId; readonly epoch: number }[]): Promise<Result<true>> {
  for (const { childId, epoch } of group) {
    const known = await findCustody(unit, childId);
    const isLast = known !== undefined && known.epoch === epoch - 1;
    const isHere = known !== undefined && known.epoch < epoch && known.status === 'hold';
    if (isHere || !(isLast ? await mayAppointFor(unit, root, known.pointer) : await isAuthority(unit, root))) return refuse('not-allowed', { reason: 'appointment', node: root });
  }
  return succeed(true);
}

/**
 * Asks every active peer what it knows of the children of a lost node. Refuses `not-found`, `state-changed` (not decommissioned
 * here), `not-allowed` (another country's), `already-done` (asked already, here or by another root).
 */
export const inquire = command({
  name: 'handover.inquire-lost',
  input: inquireLost.input,
  scope: { roles: agencyWideRoles, allowsNode: true },
  load: async (unit, { nodeId }) => {
    const lost = await findPeer(unit.transaction, nodeId);
    if (!lost) return refuse('not-found', { node: nodeId });
    if (lost.status !== 'decommissioned') return refuse('state-changed', { status: lost.status });
    if (!(await mayAppointFor(unit, unit.node.nodeId, nodeId))) return refuse('not-allowed', { reason: 'appointment' });
    if (await findInquiry(unit, nodeId)) return refuse('already-done', { node: nodeId });
    return succeed((await listActivePeers(unit.transaction)).map((peer) => peer.nodeId));
  },
  decide: (peers, { nodeId }) => succeed({
    operations: [{ kind: 'handover.lost-inquired', childId: null, body: { lost: nodeId, peers } satisfies LostInquired }], output: { asked: peers.length },
  }),
});

/** Peers that are active and have not answered everything. */
async function unanswered(unit: UnitOfWork, lost: NodeId): Promise<NodeId[]> {
  const answered = new Set((await findAnswers(unit, lost)).filter((row) => row.answered_at !== null).map(({ peer }) => peer));
  return (await listPeers(unit.transaction)).filter(({ status, nodeId }) => status === 'active' && !answered.has(nodeId)).map(({ nodeId }) => nodeId);
}
/** Whether the root knows all that can be known: as at the end of a recovery (R14), one answer that is missing may be the one that counts. */
export const isInquiryComplete = async (unit: UnitOfWork, lost: NodeId): Promise<boolean> => (await unanswered(unit, lost)).length === 0;

/**
 * Appoints who follows for children of a lost node: offered, and the successor's from its acceptance. Refuses `not-found` (nobody
 * was asked), `not-allowed`, `state-changed` (peers have not answered, `missing` of them), `child-not-held` (she had left the lost
 * node), and as `requireFlow` and the kernel's appointment.
 */
export const appoint = custodyVerb('handover.appoint-successor', appointSuccessor, {
  roles: agencyWideRoles,
  allow: async (unit, { nodeId: lost, childIds }) => {
    const inquiry = await findInquiry(unit, lost);
    if (!inquiry) return refuse('not-found', { what: 'inquiry' });
    if (inquiry.root !== unit.node.nodeId || !(await mayAppointFor(unit, unit.node.nodeId, lost))) return refuse('not-allowed', { reason: 'appointment' });
    const missing = await unanswered(unit, lost);
    if (missing.length > 0) return refuse('state-changed', { reason: 'unanswered', missing: missing.length });
    const moved = (await findKnown(unit, lost)).filter(({ copy }) => copy === 'moved');
    for (const childId of childIds) {
      const known = await findCustody(unit, childId);
      if (moved.some((row) => row.child_id === childId && row.epoch > (known?.epoch ?? -1))) return refuse('child-not-held', { childId });
    }
    return succeed(true);
  },
  ask: async (unit, { nodeId: lost, childIds, to, urgency, note }) => {
    const gate = await requireFlow(unit, { peer: to, purpose: 'custody_transfer', category: 'unaccompanied', country: unit.node.settings.country, moment: 'offer', children: [] });
    if (!gate.ok) return gate;
    const { agreementId, escalationHours } = gate.value.agreement.terms;
    const terms: OfferTerms = {
      agreementId, purpose: 'custody_transfer', reason: 'custodian_lost', urgency, decideBy: addHours(unit.now, escalationHours[urgency]), plan: {}, keepTogether: childIds.length > 1, note,
    };
    const profiles = childIds.map((childId) => ({ childId, facts: [] }));
    return succeed({ command: { kind: 'appoint', handoverId: unit.newIdentifier(), childIds, to, lost }, details: { offer: { terms, profiles } } });
  },
});

/** A root asks this node about a lost one; the answer waits until this node has recorded the loss itself. The first root counts. */
export async function takeInquiry(unit: UnitOfWork, asked: LostAsked): Promise<Operation[]> {
  return (await findInquiry(unit, asked.lost)) ? [] : record(unit, [{ kind: 'handover.lost-asked', childId: null, body: asked }]);
}

/** A part of what a peer knows: facts by epoch, with the links that complete the chains here. Nothing when it was not asked. */
export async function takeLostAnswer(unit: UnitOfWork, answer: LostAnswered, facts: readonly Fact[], links: readonly ChainLink[]): Promise<Operation[]> {
  const inquiry = await findInquiry(unit, answer.lost);
  if (inquiry?.root !== unit.node.nodeId) return [];
  const before = await loadCustody(unit, { scope: 'slice', childIds: facts.map(({ childId }) => childId), handoverIds: [] });
  const after = learnOfLost(before, facts);
  const recorded = await record(unit, [...operationsOfStep(before, after, unit.now), { kind: 'handover.lost-answered', childId: null, body: answer }]);
  const ofRecord = links.filter(({ childId, epoch }) => (after.custody[childId]?.epoch ?? -1) >= epoch);
  return [...recorded, ...(await recordLinks(unit, ofRecord))];
}

/** The root says who follows: pointers lead on, and what was under way with the lost node ends. */
export async function takeSuccession(unit: UnitOfWork, lost: NodeId, word: SuccessorWord, links: readonly ChainLink[]): Promise<Operation[]> {
  const childIds = word.group.map(({ childId }) => childId);
  const before = await loadCustody(unit, { scope: 'slice', childIds, handoverIds: [] });
  const after = learnSuccession(before, word);
  const { handoverId, root, successor } = word;
  const recorded = await record(unit, [
    ...operationsOfStep(before, after, unit.now),
    ...links.map(({ childId, epoch, blockHash }) => ({ kind: 'handover.succession-learnt', childId, body: { handoverId, lost, root, successor, epoch, blockHash } satisfies SuccessionLearnt })),
  ]);
  return [...recorded, ...(await recordLinks(unit, links))];
}
