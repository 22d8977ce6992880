import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo, type NodeCard, type Vault } from '#platform/vault/index.ts';
import { sealingKeyOf } from './signers.ts';

/*
 * A message goes over the line sealed to the node it is for, bound to its name: who listens where TLS ends learns that
 * two nodes speak, and no word of what is said. Where a child is met, and by whom, is free text.
 */

const purpose = 'message';

export const sealMessage = (unit: Pick<UnitOfWork, 'now'>, card: NodeCard, mid: string, jws: string): Promise<string> => sealTo(sealingKeyOf(card, unit), Buffer.from(jws), purpose, mid);

/** The name of the key that a text was sealed to: it stands in front. */
export const keyIdOfSealed = (sealed: string): string => sealed.slice(0, sealed.indexOf('.'));

/** Refuses `message-malformed` for what was not sealed, not to this node, or under another name. */
export async function openMessage(vault: Pick<Vault, 'openSealed'>, mid: string, sealed: string): Promise<Result<string>> {
  const opened = await vault.openSealed(sealed, purpose, mid);
  return opened.ok ? succeed(opened.value.toString()) : refuse('message-malformed', { reason: 'sealed' });
}
