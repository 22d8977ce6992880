import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import type { Learnt, Offered, StateChanged, StepTaken } from '../schema/operations.ts';
import type { MinimalProfile, OfferTerms } from '../schema/handover.ts';
import { changesBetween } from './changes.ts';
import { isReleased, rowsOf, type CustodyRecord, type CustodyState, type Incoming, type IncomingStatus, type Outgoing, type OutgoingStatus } from './state.ts';

/** What people or messages said with a step, beside what the protocol itself needs. */
export interface StepDetails {
  /** With an offer: its terms and what each child's minimal profile says. */
  readonly offer?: { readonly terms: OfferTerms; readonly profiles: readonly MinimalProfile[]; readonly signedOffer?: string };
  readonly said?: Pick<StepTaken, 'plan' | 'delivery' | 'teamId' | 'reason' | 'acceptance' | 'evidence'>;
}

const outgoingKinds: Readonly<Record<OutgoingStatus, string>> = {
  offered: 'handover.offered', agreed: 'handover.answered', requested: 'handover.requested', committed: 'handover.released',
  acknowledged: 'handover.acknowledged', withdrawn: 'handover.ended', declined: 'handover.answered',
};
const incomingKinds: Readonly<Record<IncomingStatus, string>> = {
  proposed: 'handover.offered', accepted: 'handover.answered', retracting: 'handover.answered', taken: 'handover.taken', declined: 'handover.answered', withdrawn: 'handover.ended',
};

/** Whether a step changed anything that must be saved. */
const isEmpty = (changes: StateChanged['changes']): boolean =>
  changes.node === null && [changes.peers, changes.custody, changes.outgoing, changes.incoming, changes.intakes, changes.witnessed].every((rows) => Object.keys(rows).length === 0);

/**
 * What a step of the protocol records: its rows once for the node, and in the file of each child of a handover whose
 * status changed the step as people read it.
 */
export function operationsOfStep(before: CustodyState, after: CustodyState, at: Instant, details: StepDetails = {}): NewOperation[] {
  const changes = changesBetween(before, after);
  if (isEmpty(changes)) return [];
  const rows: NewOperation = { kind: 'handover.state-changed', childId: null, body: { changes, at } satisfies StateChanged };
  const outgoing = rowsOf<Uuid, Outgoing | null>(changes.outgoing).flatMap(([handoverId, row]) =>
    row && row.status !== before.outgoing[handoverId]?.status ? stepsOf(handoverId, row, after.self, row.to, outgoingKinds[row.status], 'outgoing', details) : []);
  const incoming = rowsOf<Uuid, Incoming | null>(changes.incoming).flatMap(([handoverId, row]) =>
    row && row.status !== before.incoming[handoverId]?.status ? stepsOf(handoverId, row, row.from, after.self, incomingKinds[row.status], 'incoming', details) : []);
  return [rows, ...outgoing, ...incoming, ...learntSteps(before, changes)];
}

/**
 * What peers taught a node that came back from a backup: custody that came or went meanwhile, without a step of its own here.
 * Not written where an own handover of the same step says it already.
 */
function learntSteps(before: CustodyState, changes: StateChanged['changes']): NewOperation[] {
  return rowsOf<ChildId, CustodyRecord | null>(changes.custody).flatMap(([childId, record]) => {
    const known = before.custody[childId];
    if (!record || known?.epoch === record.epoch || (known?.status !== 'hold' && record.status !== 'hold')) return [];
    const outgoing = record.handoverId && changes.outgoing[record.handoverId];
    const isOwnStep = (outgoing && isReleased(outgoing)) || (record.handoverId && changes.incoming[record.handoverId]?.status === 'taken');
    const { epoch, pointer: custodian, handoverId } = record;
    return isOwnStep ? [] : [{ kind: 'handover.learnt', childId, body: { custodian, epoch, handoverId } satisfies Learnt }];
  });
}

function stepsOf(handoverId: Uuid, row: Outgoing | Incoming, from: NodeId, to: NodeId, kind: string, direction: Offered['direction'], details: StepDetails): NewOperation[] {
  return row.group.map(({ childId, epoch }) => {
    const offered = kind === 'handover.offered' && details.offer ? offerOf(handoverId, childId, from, to, direction, details.offer) : null;
    const ending = row.ending?.reason;
    const step: StepTaken = { handoverId, from, to, status: row.status, epoch, ...(ending === undefined ? {} : { reason: ending }), ...details.said };
    return { kind: offered || kind !== 'handover.offered' ? kind : 'handover.requested', childId, body: offered ?? step };
  });
}

const offerOf = (handoverId: Uuid, childId: ChildId, from: NodeId, to: NodeId, direction: Offered['direction'], offer: NonNullable<StepDetails['offer']>): Offered => ({
  handoverId, direction, from, to, terms: offer.terms, profile: offer.profiles.find((profile) => profile.childId === childId) ?? { childId, facts: [] },
  ...(offer.signedOffer === undefined ? {} : { signedOffer: offer.signedOffer }),
});
