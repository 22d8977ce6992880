import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Fact, MessageOf } from './messages.ts';
import { reissueReleases } from './reissue.ts';
import { endingFor, isLive, rowsOf, type CustodyRecord, type CustodyState, type Outgoing, type PeerRecord } from './state.ts';
import { allRules, type RuleSwitches } from './switches.ts';
import { moveOutgoing, withKnowledge, withOutgoing } from './update.ts';

const custodianIn = (record: CustodyRecord, self: NodeId): NodeId => (record.status === 'hold' ? self : record.pointer);
const withPeers = (state: CustodyState, change: (peer: PeerRecord) => PeerRecord): CustodyState => ({
  ...state,
  peers: Object.fromEntries(rowsOf(state.peers).map(([node, peer]) => [node, change(peer)])),
});

/**
 * A node that starts from an old copy of its data (protocol section 7): a new incarnation, without authority until
 * every peer has answered. With no peer there is nobody to ask, and it is up at once. Needs the whole state.
 * @param incarnation greater than any this node ever had: from the file outside the database and from the peers
 */
export function restoreNode(backup: CustodyState, incarnation: number, rules: RuleSwitches = allRules): CustodyState {
  if (incarnation <= backup.incarnation) throw new Error('a restore must raise the incarnation');
  const forgetful = withPeers({ ...backup, incarnation }, (peer) => ({ ...peer, synced: false, done: false }));
  return rules.restoredNodeWaits ? finishWhenComplete({ ...forgetful, mode: 'recovering' }, rules) : { ...forgetful, mode: 'up' };
}

/** Peers know a newer incarnation of this very node: this machine is locked for good, until people make it the node again. */
export const supersede = (state: CustodyState): CustodyState => ({ ...state, mode: 'superseded' });

/** A node joined the federation, or its card gives a higher incarnation. */
export function admitPeer(state: CustodyState, node: NodeId, incarnation: number): CustodyState {
  const known = state.peers[node];
  const peer: PeerRecord = { synced: known?.synced ?? false, done: known?.done ?? false, fence: Math.max(known?.fence ?? 0, incarnation) };
  return { ...state, peers: { ...state.peers, [node]: peer } };
}

/**
 * Governance has decommissioned a node: its messages are void from now on, and a recovery no longer waits for it.
 * Needs the whole state while recovering.
 */
export function retirePeer(state: CustodyState, node: NodeId, rules: RuleSwitches = allRules): CustodyState {
  const peers = Object.fromEntries(rowsOf(state.peers).filter(([other]) => other !== node));
  return finishWhenComplete({ ...state, peers }, rules);
}

/** Everything this node knows, for a peer that recovers; what it witnessed counts as known. Needs all custody and witnessed rows. */
export function answerSync(state: CustodyState, sync: MessageOf<'SYNC'>, rules: RuleSwitches): MessageOf<'SYNCR'> {
  const facts: Fact[] = rowsOf(state.custody).map(([childId, record]) => ({
    childId, epoch: record.epoch, custodian: custodianIn(record, state.self), previous: record.previous, handoverId: record.handoverId, origin: record.origin,
  }));
  for (const [childId, origin] of rowsOf(state.witnessed)) {
    if (!state.custody[childId]) facts.push({ childId, epoch: 0, custodian: origin, previous: origin, handoverId: null, origin });
  }
  const isComplete = state.mode === 'up' || Object.values<PeerRecord>(state.peers).every((peer) => peer.synced);
  return {
    type: 'SYNCR', from: state.self, to: sync.from, incarnation: state.incarnation, addresseeIncarnation: sync.incarnation,
    forIncarnation: sync.incarnation, done: isComplete || !rules.onlyCompleteAnswersCount, facts,
  };
}

/**
 * A peer's answer to our SYNC: its facts are merged, the higher epoch wins; the answer that completes the round ends
 * the recovery. An answer to a former incarnation, or after the end, changes nothing. Needs the whole state.
 * An answer that travels in parts must be put together from the parts of that one answer before it comes here: a part
 * taken for the whole would end the recovery while the node still believes in custody that has moved on.
 */
export function learnFromPeer(state: CustodyState, answer: MessageOf<'SYNCR'>, rules: RuleSwitches): CustodyState {
  const peer = state.peers[answer.from]!;
  if (state.mode !== 'recovering' || answer.forIncarnation !== state.incarnation || peer.done) return state;
  const learnt = learnFacts(state, answer, rules);
  const heard = { ...learnt, peers: { ...learnt.peers, [answer.from]: { ...peer, synced: true, done: answer.done } } };
  return finishWhenComplete(heard, rules);
}

function learnFacts(state: CustodyState, { facts, from }: MessageOf<'SYNCR'>, rules: RuleSwitches): CustodyState {
  const records = new Map<ChildId, CustodyRecord>();
  const intakes = { ...state.intakes };
  for (const { childId, epoch, custodian, previous, handoverId, origin } of facts) {
    const intake = intakes[childId] ?? { asked: [], witnessedBy: [] };
    const isNewWitness = origin === state.self && !intake.witnessedBy.includes(from);
    if (rules.knownChildIsWitnessed && isNewWitness) intakes[childId] = { ...intake, witnessedBy: [...intake.witnessedBy, from] };
    if ((state.custody[childId]?.epoch ?? -1) >= epoch) continue;
    records.set(childId, {
      status: custodian === state.self ? 'hold' : 'past', epoch, pointer: custodian, previous, handoverId, origin, encumberedBy: null, closed: false,
    });
  }
  return withKnowledge({ ...state, intakes }, records);
}

function finishWhenComplete(state: CustodyState, rules: RuleSwitches): CustodyState {
  const peers = Object.values<PeerRecord>(state.peers);
  const isComplete = peers.every((peer) => peer.done) || (!rules.everyPeerAnswers && peers.some((peer) => peer.synced));
  return state.mode === 'recovering' && isComplete ? finishRecovery(state, rules) : state;
}

/**
 * The end of a recovery: what the former incarnation had started is void, its releases are issued again, and the node
 * may act. Needs the whole state.
 */
function finishRecovery(state: CustodyState, rules: RuleSwitches): CustodyState {
  const changes: (readonly [Uuid, Outgoing | null])[] = [];
  for (const [handoverId, outgoing] of rowsOf(state.outgoing)) {
    // it may have been refused since the backup: the other side asks again
    if (outgoing.status === 'requested' && rules.requestsVoidAfterRestore) changes.push([handoverId, null]);
    if (isLive(outgoing)) changes.push([handoverId, moveOutgoing(outgoing, 'withdrawn', endingFor('restored'))]);
  }
  const cleared = withOutgoing({ ...state, mode: 'up' }, changes);
  return rules.releasesIssuedAgain ? reissueReleases(cleared, rules) : cleared;
}
