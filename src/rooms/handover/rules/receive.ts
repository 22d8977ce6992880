import type { ProblemCode } from '#kernel/problem.ts';
import type { Message } from './messages.ts';
import { receiveCommit, receiveOffer, receiveWithdraw } from './receive-as-receiver.ts';
import { receiveAccept, receiveAck, receiveDecline, receiveRequest, receiveRetract } from './receive-as-sender.ts';
import { answerSync, learnFromPeer } from './recovery.ts';
import type { CustodyState } from './state.ts';
import { allRules, type RuleSwitches } from './switches.ts';
import { receiveBeacon, receiveTrack, receiveWitness } from './tracking.ts';

/** Why a message was not applied; also what the wire answers to the sender. */
export type ReceptionRefusal = Extract<ProblemCode, 'message-not-for-us' | 'unknown-sender' | 'message-old' | 'superseded' | 'recovering'>;

/**
 * What became of a message. The state is to be saved in either case.
 * `applied`: done, or done already; give a receipt, and send `answers` once (they are repeated when asked again).
 * `refused`: no receipt. `message-old`: from or for an older incarnation. `recovering`: we have not finished, the peer
 * sends it again. `superseded`: a newer incarnation of this node exists; the state returned is locked.
 */
export type Reception =
  | { readonly outcome: 'applied'; readonly state: CustodyState; readonly answers: readonly Message[] }
  | { readonly outcome: 'refused'; readonly code: ReceptionRefusal; readonly state: CustodyState };

/**
 * Applies one message whose signatures and shape are verified (protocol section 5). It may come twice, late, or before
 * its cause. Needs the slice of `seedsOf(message)`.
 */
export function receiveMessage(state: CustodyState, message: Message, rules: RuleSwitches = allRules): Reception {
  const refused = (code: ReceptionRefusal, changed = state): Reception => ({ outcome: 'refused', code, state: changed });
  const peer = state.peers[message.from];
  if (state.mode === 'superseded') return refused('superseded');
  if (message.to !== state.self) return refused('message-not-for-us');
  if (!peer) return refused('unknown-sender');
  if (rules.olderSenderIsVoid && message.incarnation < peer.fence) return refused('message-old');
  if (message.addresseeIncarnation > state.incarnation) return refused('superseded', { ...state, mode: 'superseded' });
  if (rules.olderAddresseeIsVoid && message.type !== 'SYNC' && message.addresseeIncarnation < state.incarnation) return refused('message-old');

  const fenced = withFence(state, message);
  if (message.type === 'SYNC') {
    if (state.mode === 'recovering' && !rules.recoveringNodeAnswers) return refused('recovering');
    return { outcome: 'applied', state: fenced, answers: [answerSync(fenced, message, rules)] };
  }
  if (message.type === 'SYNCR') return { outcome: 'applied', state: learnFromPeer(fenced, message, rules), answers: [] };
  if (state.mode === 'recovering') return refused('recovering', fenced);
  return { outcome: 'applied', state: apply(fenced, message, rules), answers: [] };
}

/** From now on the sender's older incarnations are void, and we address this one. */
function withFence(state: CustodyState, { from, incarnation }: Message): CustodyState {
  const peer = state.peers[from]!;
  if (incarnation <= peer.fence) return state;
  return { ...state, peers: { ...state.peers, [from]: { ...peer, fence: incarnation } } };
}

function apply(state: CustodyState, message: Exclude<Message, { type: 'SYNC' | 'SYNCR' }>, rules: RuleSwitches): CustodyState {
  switch (message.type) {
    case 'OFFER': return receiveOffer(state, message);
    case 'COMMIT': return receiveCommit(state, message, rules);
    case 'WITHDRAW': return receiveWithdraw(state, message);
    case 'ACCEPT': return receiveAccept(state, message, rules);
    case 'DECLINE': return receiveDecline(state, message);
    case 'ACK': return receiveAck(state, message, rules);
    case 'REQUEST': return receiveRequest(state, message, rules);
    case 'RETRACT': return receiveRetract(state, message, rules);
    case 'TRACK': return receiveTrack(state, message, rules);
    case 'BEACON': return receiveBeacon(state, message);
    case 'WITNESS': return receiveWitness(state, message);
  }
}
