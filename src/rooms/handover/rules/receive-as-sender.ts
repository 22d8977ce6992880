import type { MessageOf } from './messages.ts';
import {
  endingFor, haveSameEpochs, includesChild, isLive,
  type CustodyState, type GroupMember, type HandoverMode, type Outgoing,
} from './state.ts';
import { confirmAppointment } from './succession.ts';
import type { RuleSwitches } from './switches.ts';
import { moveOutgoing, withOutgoing } from './update.ts';

/* What the sender of a handover does with the receiver's messages. A message about a handover with another node is
   ignored: only the counterpart may move it. */

type AboutOutgoing = MessageOf<'ACCEPT' | 'DECLINE' | 'ACK' | 'REQUEST' | 'RETRACT'>;

const set = (state: CustodyState, { handoverId }: AboutOutgoing, outgoing: Outgoing): CustodyState => withOutgoing(state, [[handoverId, outgoing]]);
const findOutgoing = (state: CustodyState, { handoverId, from }: AboutOutgoing): { isOurs: boolean; outgoing: Outgoing | undefined } => {
  const outgoing = state.outgoing[handoverId];
  return { isOurs: !outgoing || outgoing.to === from, outgoing };
};

/** The receiver accepted: agreed; what ended long ago is answered again from saved state (R20). */
export function receiveAccept(state: CustodyState, message: MessageOf<'ACCEPT'>, rules: RuleSwitches): CustodyState {
  const { isOurs, outgoing } = findOutgoing(state, message);
  if (!isOurs) return state;
  if (!outgoing) return set(state, message, forgotten(state, message, message.group, 'push', rules));
  if (outgoing.status === 'offered') {
    const agreed = set(state, message, moveOutgoing(outgoing, 'agreed'));
    return outgoing.mode === 'succession' ? confirmAppointment(agreed, message.handoverId, rules) : agreed;
  }
  if (!rules.lateAcceptanceAnswered) return state;
  if (outgoing.status === 'declined') return set(state, message, moveOutgoing(outgoing, 'withdrawn', outgoing.ending));
  return answeredAgain(state, message, outgoing);
}

/** The receiver asks to be let off: withdrawn, unless the children are already its own. */
export function receiveRetract(state: CustodyState, message: MessageOf<'RETRACT'>, rules: RuleSwitches): CustodyState {
  const { isOurs, outgoing } = findOutgoing(state, message);
  if (!isOurs) return state;
  if (!outgoing) return set(state, message, forgotten(state, message, message.group, message.mode, rules));
  if (isLive(outgoing) || outgoing.status === 'requested') return set(state, message, moveOutgoing(outgoing, 'withdrawn', endingFor('retracted')));
  if (outgoing.status === 'declined') return set(state, message, moveOutgoing(outgoing, 'withdrawn', outgoing.ending));
  return answeredAgain(state, message, outgoing);
}

/** The receiver waits although we had its acknowledgement: it was restored; the commit must be sent again (R20). */
const answeredAgain = (state: CustodyState, message: AboutOutgoing, outgoing: Outgoing): CustodyState =>
  outgoing.status === 'acknowledged' ? set(state, message, moveOutgoing(outgoing, 'committed')) : state;

/**
 * A handover that this node does not know: made by a former incarnation, or purged. Committed if the custody records
 * say that this very handover passed the children to that node (R21), else withdrawn.
 */
function forgotten(state: CustodyState, { from, handoverId }: AboutOutgoing, group: readonly GroupMember[], mode: HandoverMode, rules: RuleSwitches): Outgoing {
  const released = group.flatMap(({ childId, epoch }): GroupMember[] => {
    const record = state.custody[childId];
    const isThisOne = record?.handoverId === handoverId || (!rules.oneReleasePerEpoch && record?.epoch === epoch);
    return record?.status === 'past' && record.pointer === from && isThisOne ? [{ childId, epoch: record.epoch }] : [];
  });
  const isReleased = group.length > 0 && released.length === group.length;
  const common = { to: from, mode, parallel: false, thenTo: [], revision: 0 };
  return isReleased
    ? { ...common, group: released, status: 'committed', ending: null }
    : { ...common, group, status: 'withdrawn', ending: endingFor('unknown') };
}

/** The receiver declined: the children are free again; its counter-proposal, if any, is kept for the next offer. */
export function receiveDecline(state: CustodyState, message: MessageOf<'DECLINE'>): CustodyState {
  const { isOurs, outgoing } = findOutgoing(state, message);
  if (!isOurs || !outgoing || !isLive(outgoing)) return state;
  const canTake = message.ending.canTake.filter((childId) => includesChild(outgoing.group, childId));
  return set(state, message, moveOutgoing(outgoing, 'declined', { ...message.ending, canTake }));
}

/** The receiver has the children on record: the released file enters its retention clock. */
export function receiveAck(state: CustodyState, message: MessageOf<'ACK'>, rules: RuleSwitches): CustodyState {
  const { isOurs, outgoing } = findOutgoing(state, message);
  if (!isOurs || outgoing?.status !== 'committed') return state;
  if (rules.epochsMustMatch && !haveSameEpochs(outgoing.group, message.group)) return state;
  return set(state, message, moveOutgoing(outgoing, 'acknowledged'));
}

/** Another node has the children in front of it and asks; a person decides, unless we do not hold them. */
export function receiveRequest(state: CustodyState, message: MessageOf<'REQUEST'>, rules: RuleSwitches): CustodyState {
  const { isOurs, outgoing } = findOutgoing(state, message);
  if (!isOurs) return state;
  if (outgoing) return rules.lateAcceptanceAnswered ? answeredAgain(state, message, outgoing) : state;
  const records = message.group.map(({ childId }) => state.custody[childId]);
  const isGrantable = records.every((record) => record?.status === 'hold' && !record.closed);
  if (isGrantable) {
    return set(state, message, { to: message.from, group: message.group, mode: 'pull', status: 'requested', parallel: false, thenTo: [], ending: null, revision: 0 });
  }
  const answer = forgotten(state, message, message.group, 'pull', rules);
  if (answer.status === 'committed') return set(state, message, answer);
  const redirect = records.find((record) => record?.status === 'past' && record.pointer !== message.from)?.pointer ?? null;
  return set(state, message, { ...answer, ending: endingFor('not_held', redirect) });
}
