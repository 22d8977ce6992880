import type { ChildId } from '#kernel/identifier.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { tablesOf } from './tables.ts';

type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;

/** The file to which an identifier leads, itself when it was never merged. Follows a chain of merges to its end. */
export const survivingChild = (unit: Reading, childId: ChildId): Promise<ChildId> =>
  asNode(unit.transaction, async () => {
    let current = childId;
    for (let steps = 0; steps < 50; steps++) {
      const row = await tablesOf(unit.transaction).selectFrom('handover.alias').select('into_child_id').where('child_id', '=', current).executeTakeFirst();
      if (!row) return current;
      current = row.into_child_id;
    }
    throw new Error('aliases of a child lead in a circle');
  });
