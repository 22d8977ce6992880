import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { ClosingMoved, ClosingProposed } from '../schema.ts';
import { oweBlock } from './merge.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
const context = 'handover.closing';

/** A closing as it was proposed and how far it has come. */
export interface ClosingRecord extends Omit<HandoverTables['handover.closing'], 'content_sealed' | 'reason'>, ClosingProposed {
  readonly byLabel: string;
}

/** What the latest closing of a child within the caller's reach says; null when none was ever proposed. */
export async function findClosing(unit: Pick<UnitOfWork, 'node' | 'transaction'>, childId: ChildId): Promise<ClosingRecord | null> {
  const row = await tablesOf(unit.transaction).selectFrom('handover.closing').selectAll().where('child_id', '=', childId).executeTakeFirst();
  if (!row) return null;
  const { content_sealed: sealed, ...rest } = row;
  const content = await unit.node.vault.openForChild(unit.transaction, childId, sealed, context);
  return content.ok ? { ...rest, ...(content.value as ClosingProposed & { byLabel: string }) } : null;
}

export async function saveProposedClosing(unit: Unit, { childId, body, actor, actorLabel, madeAt }: Operation<string, ClosingProposed>): Promise<void> {
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId!, { ...body, byLabel: actorLabel }, context);
  const row = { status: 'proposed' as const, reason: body.reason, has_successor: body.successor !== null, proposed_by: actor, at: instantOf(madeAt), content_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.closing').values({ child_id: childId!, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
}

export async function saveMovedClosing(unit: Unit, operation: Operation<string, ClosingMoved>): Promise<void> {
  const { status } = operation.body;
  await tablesOf(unit.transaction).updateTable('handover.closing').set({ status, at: instantOf(operation.madeAt) }).where('child_id', '=', operation.childId!).execute();
  if (status === 'closed') await oweBlock(unit, operation, 'close', null);
}
