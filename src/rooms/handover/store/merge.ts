import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { BlockSigned, Merged } from '../schema.ts';
import { findCustody } from './read.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;

/** Writes that one file has become an alias of another, in the step of the file that ends. */
export async function saveMerged(unit: Unit, operation: Operation<string, Merged>): Promise<void> {
  const { joining, into } = operation.body;
  if (operation.childId !== joining || operation.node !== unit.node.nodeId) return;
  const at = instantOf(operation.madeAt);
  await tablesOf(unit.transaction).insertInto('handover.alias').values({ child_id: joining, into_child_id: into, at }).onConflict((on) => on.column('child_id').doNothing()).execute();
  await oweBlock(unit, operation, 'merge', into);
}

/** From now on this node owes the chain a signed last word about the child. */
export async function oweBlock(unit: Unit, operation: Operation, kind: 'close' | 'merge', into: ChildId | null): Promise<void> {
  const childId = operation.childId!;
  const epoch = ((await findCustody(unit, childId))?.epoch ?? 0) + 1;
  await tablesOf(unit.transaction).insertInto('handover.last_block')
    .values({ operation_id: operation.id, child_id: childId, kind, epoch, into_child_id: into, at: instantOf(operation.madeAt), block_hash: null, release: null })
    .onConflict((on) => on.column('operation_id').doNothing()).execute();
}

export const saveBlock = async (unit: Unit, { operationId, blockHash, release }: BlockSigned): Promise<void> =>
  void (await tablesOf(unit.transaction).updateTable('handover.last_block').set({ block_hash: blockHash, release }).where('operation_id', '=', operationId as never).execute());

type LastBlock = HandoverTables['handover.last_block'];
/** Last words that are not signed yet. */
export async function unsignedBlocks(unit: Reading, childIds?: readonly ChildId[]): Promise<LastBlock[]> {
  let query = tablesOf(unit.transaction).selectFrom('handover.last_block').selectAll().where('block_hash', 'is', null).orderBy('at');
  if (childIds !== undefined) {
    if (childIds.length === 0) return [];
    query = query.where('child_id', 'in', [...childIds]);
  }
  return query.execute();
}

/** The signed last words of this node about a child (closings, a merger), oldest first. */
export const signedEndingsOf = async (unit: Reading, childId: ChildId): Promise<string[]> =>
  (await tablesOf(unit.transaction).selectFrom('handover.last_block').select('release').where('child_id', '=', childId).where('release', 'is not', null).orderBy('at').execute()).map(({ release }) => release!);
