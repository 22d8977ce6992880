import { fileRoles } from '#kernel/role.ts';
import { succeed } from '#kernel/result.ts';
import { query } from '#platform/ledger/query.ts';
import { listWithheld } from '../schema.ts';
import { listWithheldFacts } from '../store.ts';

export const listWithheldVerb = query({
  name: 'governance.list-withheld',
  input: listWithheld.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  read: async (unit, { childId }) => {
    const facts = await listWithheldFacts(unit.transaction, childId);
    return succeed({ facts: facts.map(({ at, node, reason }) => ({ at, nodeId: node, reason })) });
  },
});
