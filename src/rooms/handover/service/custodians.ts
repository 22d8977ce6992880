import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { AgencyView } from '../schema.ts';
import { findCustody } from '../store/read.ts';
import { agencyBook } from './agencies.ts';

/** Who is responsible for each child as this node knows it; a child of whom it never heard is left out. */
export async function custodiansOf(unit: UnitOfWork, childIds: readonly ChildId[]): Promise<Map<ChildId, AgencyView>> {
  const agency = agencyBook(unit);
  const found = new Map<ChildId, AgencyView>();
  for (const childId of childIds) {
    const record = await findCustody(unit, childId);
    if (record) found.set(childId, await agency(record.pointer));
  }
  return found;
}
