import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { PaperChecked, PaperContent, PaperEntered } from '../schema.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
const context = 'handover.paper-acceptance';

export type PaperRecord = Omit<HandoverTables['handover.paper_acceptance'], 'content_sealed'> & PaperContent & { readonly enteredByLabel: string };

export async function savePaper(unit: Unit, { childId, body, actor, actorLabel, madeAt }: Operation<string, PaperEntered>): Promise<void> {
  const { paperId, handoverId, side, signedAt, ...content } = body;
  const at = instantOf(madeAt);
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId!, { ...content, enteredByLabel: actorLabel }, context);
  // what the other node tells was checked there by two persons
  const status = side === 'there' ? ('checked' as const) : ('entered' as const);
  await tablesOf(unit.transaction).insertInto('handover.paper_acceptance').values({
    paper_id: paperId, handover_id: handoverId, child_id: childId!, side, status, entered_by: actor, entered_at: at, checked_at: side === 'there' ? at : null, signed_at: signedAt, content_sealed: sealed,
  }).onConflict((on) => on.doNothing()).execute();
}

export const savePaperChecked = async (unit: Unit, { body, madeAt }: Operation<string, PaperChecked>): Promise<void> =>
  void (await tablesOf(unit.transaction).updateTable('handover.paper_acceptance').set({ status: body.status, checked_at: instantOf(madeAt) }).where('paper_id', '=', body.paperId).execute());

type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;

const papersOf = ({ transaction }: Reading) => tablesOf(transaction).selectFrom('handover.paper_acceptance').selectAll().orderBy('entered_at').orderBy('paper_id');

/** What was entered about handovers, within the caller's reach, oldest first. */
export const findPapers = async (unit: Reading, handoverIds: readonly Uuid[]): Promise<PaperRecord[]> =>
  (handoverIds.length === 0 ? [] : opened(unit, await papersOf(unit).where('handover_id', 'in', [...handoverIds]).execute()));

/** What counts here and was entered here, about these children or all. */
export async function findCheckedPapers(unit: Reading, childIds?: readonly ChildId[]): Promise<PaperRecord[]> {
  const checked = papersOf(unit).where('side', '=', 'here').where('status', '=', 'checked');
  if (childIds?.length === 0) return [];
  return opened(unit, await (childIds ? checked.where('child_id', 'in', [...childIds]) : checked).execute());
}

async function opened(unit: Reading, rows: readonly HandoverTables['handover.paper_acceptance'][]): Promise<PaperRecord[]> {
  const papers: PaperRecord[] = [];
  for (const { content_sealed: sealed, ...row } of rows) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, sealed, context);
    if (content.ok) papers.push({ ...row, ...(content.value as PaperContent & { enteredByLabel: string }) });
  }
  return papers;
}
