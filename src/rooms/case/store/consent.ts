import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { CaseEntry } from '../rules/operations.ts';
import { tablesOf, type ConsentWithdrawalRow, type Within } from './tables.ts';

/** What this node itself recorded: of another agency's records she has told, or will. */
export async function projectWithdrawal(within: Within, childId: ChildId, entry: CaseEntry): Promise<void> {
  if (entry.node !== within.node.nodeId) return;
  const row = rowOf(childId, entry);
  if (row) await tablesOf(within.transaction).insertInto('case.consent_withdrawal').values(row).execute();
}

function rowOf(childId: ChildId, entry: CaseEntry): ConsentWithdrawalRow | null {
  const known = { operation_id: entry.id, child_id: childId };
  if (entry.what === 'consent-withdrawn') return { ...known, purposes: [...entry.body.purposes], at: instantOf(entry.madeAt), told_by: null };
  if (entry.what === 'consent-withdrawn-there') return { ...known, purposes: [...entry.body.purposes], at: entry.body.at, told_by: entry.body.toldBy };
  return null;
}

/** Every withdrawal on record here, of all children or of these. */
export async function withdrawals(unit: Pick<UnitOfWork, 'transaction'>, childIds?: readonly ChildId[]): Promise<ConsentWithdrawalRow[]> {
  if (childIds?.length === 0) return [];
  let query = tablesOf(unit.transaction).selectFrom('case.consent_withdrawal').selectAll();
  if (childIds) query = query.where('child_id', 'in', childIds);
  return query.orderBy('at').orderBy('operation_id').execute();
}
