import { refuse, succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { decideReceive } from '../rules/receive.ts';
import { receiveChild } from '../schema.ts';
import { findColleague, hasTeam } from './colleagues.ts';
import { lawOf } from './open-file.ts';

/**
 * Receives a child. Refuses with `input-invalid`, `not-allowed`, `consent-missing`, and `not-found` for a team or a
 * worker that this node does not have. The handover room sees the receipt and makes this node custodian.
 */
export const receive = command({
  name: 'case.receive-child',
  input: receiveChild.input,
  scope: { roles: fileRoles, allowsNode: true },
  async load(unit, { teamId, workerId }) {
    const { caller, transaction } = unit;
    // the own team and the own account need no look, and the node itself knows whom it names
    const isOther = (identifier: string | undefined, own: readonly (string | null)[]) => caller.kind === 'worker' && identifier !== undefined && !own.includes(identifier);
    if (isOther(teamId, caller.teamIds) && !(await hasTeam(transaction, teamId!))) return refuse('not-found', { what: 'team' });
    if (isOther(workerId, [caller.workerId]) && !(await findColleague(transaction, workerId!))?.isActive) return refuse('not-found', { what: 'worker' });
    return succeed({ law: lawOf(unit.node) });
  },
  decide: decideReceive,
});
