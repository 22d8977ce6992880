import type { Operation } from '#kernel/operation.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { erasure } from '#rooms/handover/index.ts';
import type { FederationParts } from './ports.ts';
import { inNodeTransaction } from './signers.ts';

/*
 * A backup is older than what was erased since: it still holds the key and the file. Every act of erasing is therefore noted beside the
 * keys, as peers are, and done again in the database of a node that was set back, before it speaks with anybody.
 */

const context = 'federation.erasure-book';

/** Notes beside the keys whom this node has erased by now; what only the note knows stays in it, for this database may be an older one. */
export async function keepErasures(parts: FederationParts): Promise<void> {
  const noted = parts.erasureBook.read();
  const names = new Set(noted.map(({ operationId }) => operationId));
  const fresh = await inNodeTransaction(parts, (unit) => erasure.erasuresBeyond(unit, names));
  if (fresh.length === 0) return;
  parts.erasureBook.write([...noted, ...fresh.map((operation) => ({ operationId: operation.id, sealed: parts.node.vault.sealForNode(operation, context).toString('base64url') }))]);
}

/** Erases again whom the note knows as erased and this database does not. */
export async function eraseNoted({ erasureBook }: FederationParts, unit: UnitOfWork): Promise<Operation[]> {
  const again: Operation[] = [];
  for (const { sealed } of erasureBook.read()) again.push(...(await erasure.eraseAgain(unit, unit.node.vault.openForNode(Buffer.from(sealed, 'base64url'), context) as Operation)));
  return again;
}
