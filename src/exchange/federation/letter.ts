import type { ChildId } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';
import { succeed } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';

/* Messages rest sealed: under the key of the first child they are about, so that they are erased with her, else the node's. */

/** Seals a message for the table named by `context`. */
export async function sealLetter(unit: UnitOfWork, childIds: readonly ChildId[], jws: string, context: string): Promise<Buffer> {
  const { vault } = unit.node;
  const first = childIds[0];
  if (first === undefined) return vault.sealForNode(jws, context);
  await vault.ensureChildKey(unit.transaction, first);
  return vault.sealForChild(unit.transaction, first, jws, context);
}

/** Refuses `erased` when the child's key was destroyed. */
export async function openLetter(unit: UnitOfWork, childIds: readonly ChildId[], sealed: Buffer, context: string): Promise<Result<string>> {
  const first = childIds[0];
  if (first === undefined) return succeed(unit.node.vault.openForNode(sealed, context) as string);
  const opened = await unit.node.vault.openForChild(unit.transaction, first, sealed, context);
  return opened.ok ? succeed(opened.value as string) : opened;
}
