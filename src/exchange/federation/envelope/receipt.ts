import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { verifyJson, type Vault } from '#platform/vault/index.ts';
import { receiptSchema, type Receipt } from './receipt-form.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';

export const buildReceipt = (vault: Vault, receipt: Omit<Receipt, 'typ' | 'from'>): Promise<string> =>
  vault.sign('receipt', { typ: 'receipt/1', from: vault.nodeId, ...receipt } satisfies Receipt);

/**
 * Reads and proves the receipt for one message of ours. Refuses with `message-malformed`, `unknown-sender`,
 * `signature-invalid`, or `message-not-for-us` when it is another's or for another message.
 */
export async function openReceipt(
  jws: string,
  expected: { readonly self: NodeId; readonly peer: NodeId; readonly mid: string; readonly findSigner: FindSigner; readonly now: Instant },
): Promise<Result<Receipt>> {
  const verified = await verifyJson('receipt', jws, (kid, claimed) => {
    if (!Check(receiptSchema, claimed)) return refuse('message-malformed', { reason: 'schema' });
    const { from, to, mid } = claimed;
    const isOurs = from === expected.peer && to === expected.self && mid === expected.mid;
    return isOurs ? signingKeyOf(expected.findSigner, from, kid, expected.now) : refuse('message-not-for-us', { to });
  });
  return verified.ok ? succeed(verified.value.payload as Receipt) : verified;
}
