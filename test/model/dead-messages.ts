import type { CustodyState, Message, Outgoing } from '#rooms/handover/rules.ts';

const isNewsTo = (state: CustodyState, { from, incarnation }: Message): boolean => incarnation > state.peers[from]!.fence;

/**
 * Whether a message can never again change its addressee: it belongs to a former incarnation of either end, or what it
 * says is on record there for good. Dropping such messages removes no behaviour and keeps the state space small.
 * Only valid while R1, R2, R9, R13 and R16 hold.
 */
export function isDead(message: Message, addressee: CustodyState): boolean {
  if (addressee.mode === 'superseded') return true;
  if (message.type === 'SYNC') return false;
  if (message.addresseeIncarnation < addressee.incarnation || message.incarnation < addressee.peers[message.from]!.fence) return true;
  if (isNewsTo(addressee, message)) return false;
  if (message.type === 'SYNCR') return addressee.mode === 'up' || addressee.peers[message.from]!.done;
  return isSettledBy(message, addressee);
}

function isSettledBy(message: Exclude<Message, { type: 'SYNC' | 'SYNCR' }>, addressee: CustodyState): boolean {
  switch (message.type) {
    case 'OFFER': return addressee.incoming[message.handoverId] !== undefined;
    case 'WITHDRAW': return ['withdrawn', 'declined', 'taken'].includes(addressee.incoming[message.handoverId]?.status ?? '');
    case 'DECLINE': return isOver(addressee.outgoing[message.handoverId]);
    case 'TRACK': return message.group.every(({ childId, epoch }) => (addressee.custody[childId]?.epoch ?? -1) >= epoch);
    case 'BEACON': return addressee.witnessed[message.childId] !== undefined;
    case 'WITNESS': return addressee.intakes[message.childId]?.witnessedBy.includes(message.from) ?? false;
    case 'ACCEPT': case 'RETRACT': case 'REQUEST': case 'ACK': case 'COMMIT': return false;
  }
}

const isOver = (outgoing: Outgoing | undefined): boolean => outgoing !== undefined && outgoing.status !== 'offered' && outgoing.status !== 'agreed';
