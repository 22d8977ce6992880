import type { ChildId } from '#kernel/identifier.ts';
import type { MessageOf } from './messages.ts';
import type { CustodyRecord, CustodyState } from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { withCustody, withIntake } from './update.ts';

/** A custodian tells the origin that it holds this group. Only forward in epochs (R9), never against our own custody. */
export function receiveTrack(state: CustodyState, message: MessageOf<'TRACK'>, rules: RuleSwitches): CustodyState {
  const { from, group, previous, handoverId } = message;
  const learnt = group.flatMap(({ childId, epoch, origin }) => {
    const known = state.custody[childId];
    const isNews = !known || (known.status === 'past' && (known.epoch < epoch || !rules.trackingMovesForward));
    const record: CustodyRecord = {
      status: 'past', epoch, pointer: from, previous, handoverId, origin: known?.origin ?? origin, encumberedBy: null, closed: false,
    };
    return isNews ? [[childId, record] as const satisfies readonly [ChildId, CustodyRecord]] : [];
  });
  return learnt.length === 0 ? state : withCustody(state, learnt);
}

/** A peer has registered a child and asks us to hold the genesis as well (R12). */
export const receiveBeacon = (state: CustodyState, { childId, from }: MessageOf<'BEACON'>): CustodyState =>
  state.witnessed[childId] ? state : { ...state, witnessed: { ...state.witnessed, [childId]: from } };

/** Another node holds the genesis. */
export function receiveWitness(state: CustodyState, { childId, from }: MessageOf<'WITNESS'>): CustodyState {
  const intake = state.intakes[childId];
  if (!intake || intake.witnessedBy.includes(from)) return state;
  return withIntake(state, childId, { ...intake, witnessedBy: [...intake.witnessedBy, from] });
}
