import { refuse, succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { asNode } from '../../db/transact.ts';
import { query } from '../../ledger/query.ts';
import * as schema from '../schema/grants.ts';
import { findWorkerNames } from '../store/accounts.ts';
import { isChildVisible, listGrantsOfChild } from '../store/grants.ts';
import { listLooks } from '../store/looks.ts';

const pageSize = 200;

/** Who opened this child's file, and who was given sight of it from outside the team. Itself a look, and logged. */
export const whoLooked = query({
  name: 'access.who-looked',
  input: schema.whoLooked.input,
  scope: { roles: fileRoles },
  child: (input) => input.childId,
  async read({ node, transaction }, input) {
    const { childId } = input;
    if (!(await isChildVisible(transaction, childId))) return refuse('not-found');
    // a worker's own scope shows neither searches nor others' grants; whoever may see the child may know who found her and who was let in
    const rows = await asNode(transaction, () => listLooks(transaction, childId, input.before === undefined ? null : Number(input.before), pageSize));
    const grants = await asNode(transaction, () => listGrantsOfChild(transaction, childId));
    const names = await findWorkerNames(node, transaction, [...rows.map((row) => row.actor), ...grants.map((grant) => grant.worker_id)]);
    return succeed({
      looks: rows.map((row) => ({ at: row.at, workerId: row.actor, workerName: names.get(row.actor) ?? '', act: row.act, purpose: row.purpose })),
      next: rows.length === pageSize ? String(rows.at(-1)!.sequence) : null,
      grants: grants.map((grant) => ({
        id: grant.id,
        workerId: grant.worker_id,
        workerName: names.get(grant.worker_id) ?? '',
        kind: grant.kind,
        grantedAt: grant.granted_at,
        until: grant.until,
        reviewedAt: grant.reviewed_at,
      })),
    });
  },
});
