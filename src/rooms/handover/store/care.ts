import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { CareEnded, CareStarted } from '../schema.ts';
import { tablesOf } from './tables.ts';

type Unit = Parameters<Projector>[0];
const context = 'handover.care';

export interface CareRecord extends CareStarted {
  readonly startedAt: Instant;
}

/** Who cares for a child now, beside whoever is responsible; null when nobody else. */
export async function findCare(unit: Pick<UnitOfWork, 'node' | 'transaction'>, childId: ChildId): Promise<CareRecord | null> {
  const row = await tablesOf(unit.transaction).selectFrom('handover.care').selectAll().where('child_id', '=', childId).where('ended_at', 'is', null).executeTakeFirst();
  if (!row) return null;
  const content = await unit.node.vault.openForChild(unit.transaction, childId, row.content_sealed, context);
  return content.ok ? { careId: row.care_id, carer: row.carer, until: row.until, startedAt: row.started_at, ...(content.value as Pick<CareStarted, 'name' | 'phone' | 'place' | 'reason'>) } : null;
}

export async function saveCare(unit: Unit, { childId, body, madeAt }: Operation<string, CareStarted>): Promise<void> {
  const { careId, carer, until, name, phone, place, reason } = body;
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId!, { name, phone, place, reason }, context);
  await tablesOf(unit.transaction).insertInto('handover.care')
    .values({ care_id: careId, child_id: childId!, carer, started_at: instantOf(madeAt), until, ended_at: null, how_ended: null, content_sealed: sealed }).onConflict((on) => on.column('care_id').doNothing()).execute();
}

export const saveCareEnded = async (unit: Unit, { body, madeAt }: Operation<string, CareEnded>): Promise<void> => endWhere(unit, 'care_id', body.careId, body.how, instantOf(madeAt));

/** The child was handed over: whoever is responsible now says who cares. */
export const endCareOf = async (unit: Unit, childId: ChildId, at: Instant): Promise<void> => endWhere(unit, 'child_id', childId, 'handed_over', at);

async function endWhere(unit: Unit, column: 'care_id' | 'child_id', value: Uuid | ChildId, how: CareEnded['how'], at: Instant): Promise<void> {
  await tablesOf(unit.transaction).updateTable('handover.care').set({ ended_at: at, how_ended: how }).where(column, '=', value as never).where('ended_at', 'is', null).execute();
}
