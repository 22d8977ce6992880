import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { closureOf, reopeningOf } from '#rooms/case/index.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { closingFaults } from '../rules/closing.ts';
import { decideCustody, operationsOfStep, type CustodyState } from '../rules.ts';
import { answerClosing, proposeClosing, reopenCustody, type ClosingMoved, type ClosingProposed } from '../schema.ts';
import { findClosing, type ClosingRecord } from '../store/closing.ts';
import { loadCustody } from '../store/load.ts';

interface Loaded {
  readonly custody: CustodyState;
  readonly closing: ClosingRecord | null;
  /** What follows in the file. */
  readonly file: readonly NewOperation[];
}

async function loaded(unit: UnitOfWork, childId: ChildId, fileOf: (closing: ClosingRecord | null) => Promise<Result<NewOperation[]>>): Promise<Result<Loaded>> {
  const open = await requireOpenFile(unit, childId);
  if (!open.ok) return open;
  const custody = await loadCustody(unit, { scope: 'slice', childIds: [childId], handoverIds: [] });
  const closing = await findClosing(unit, childId);
  const file = await fileOf(closing);
  return file.ok ? succeed({ custody, closing, file: file.value }) : file;
}

const moved = (childId: ChildId, body: ClosingMoved): NewOperation => ({ kind: 'handover.closing-moved', childId, body });

/**
 * Proposes to end this agency's responsibility. Nothing ends before a supervisor has approved. Refuses `not-found`,
 * `child-not-held`, `child-in-handover`, `child-closed`, `risk-open`, `already-done` (proposed), `input-invalid` (neither or
 * both of successor and the reason why there is none).
 */
export const propose = command({
  name: 'handover.propose-closing',
  input: proposeClosing.input,
  scope: { roles: custodyRoles },
  // asked now, so that nobody proposes what could not be approved
  load: (unit, { childId, reason, summary, successor = null, noSuccessor = null }) => loaded(unit, childId, async () => {
    const faults = closingFaults({ reason, successor, noSuccessor });
    return faults.length > 0 ? refuse('input-invalid', { fields: faults }) : closureOf(unit, childId, reason, summary);
  }),
  decide: ({ custody, closing }, { childId, reason, summary, successor = null, noSuccessor = null }) => {
    const possible = decideCustody(custody, { kind: 'close', childId });
    if (!possible.ok) return possible;
    if (closing?.status === 'proposed') return refuse('already-done');
    const body: ClosingProposed = { reason, summary, successor, noSuccessor };
    return succeed({ operations: [{ kind: 'handover.closing-proposed', childId, body }], output: { status: 'proposed' as const } });
  },
});

/**
 * Approves a closing: custody and file close in one step, and the chain gets a signed last block. Refuses `not-found` (none is
 * proposed), `not-allowed` (the own proposal), and as `propose`.
 */
export const answer = command({
  name: 'handover.answer-closing',
  input: answerClosing.input,
  scope: { roles: agencyWideRoles },
  load: (unit, { childId, isApproved }) => loaded(unit, childId, async (closing) => (
    isApproved && closing?.status === 'proposed' ? closureOf(unit, childId, closing.reason, closing.summary) : succeed([]))),
  decide: ({ custody, closing, file }, { childId, isApproved, note }, facts) => {
    if (closing?.status !== 'proposed') return refuse('not-found', { what: 'proposal' });
    if (closing.proposed_by === facts.actor) return refuse('not-allowed');
    const status = isApproved ? ('closed' as const) : ('declined' as const);
    const said = moved(childId, { status, ...(note === undefined ? {} : { note }) });
    if (!isApproved) return succeed({ operations: [said], output: { status } });
    const closed = decideCustody(custody, { kind: 'close', childId });
    if (!closed.ok) return closed;
    return succeed({ operations: [said, ...file, ...operationsOfStep(custody, closed.value, facts.now)], output: { status } });
  },
});

/** Takes up responsibility again; only the node that closed it can. Refuses `not-found`, `child-not-held`, `state-changed` (not closed). */
export const reopen = command({
  name: 'handover.reopen-custody',
  input: reopenCustody.input,
  scope: { roles: custodyRoles },
  load: (unit, { childId, reason }) => loaded(unit, childId, () => reopeningOf(unit, childId, reason)),
  decide: ({ custody, file }, { childId, reason }, facts) => {
    const reopened = decideCustody(custody, { kind: 'reopen', childId });
    // the file alone was closed: responsibility never ended
    if (!reopened.ok) return reopened.problem.code === 'state-changed' && file.length > 0 ? succeed({ operations: [...file], output: { status: 'reopened' as const } }) : reopened;
    return succeed({ operations: [moved(childId, { status: 'reopened', note: reason }), ...file, ...operationsOfStep(custody, reopened.value, facts.now)], output: { status: 'reopened' as const } });
  },
});
