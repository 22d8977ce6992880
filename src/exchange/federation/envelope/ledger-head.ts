import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { verifyJson, type PublicKey, type Vault } from '#platform/vault/index.ts';
import { ledgerHeadSchema, type LedgerHead } from './ledger-head-form.ts';

export type { LedgerHead } from './ledger-head-form.ts';

export const signLedgerHead = (vault: Vault, head: Omit<LedgerHead, 'typ' | 'node'>): Promise<string> =>
  vault.sign('ledger-head', { typ: 'ledger-head/1', node: vault.nodeId, ...head } satisfies LedgerHead);

/** Reads and proves the head of one node by its audit key. Refuses with `message-malformed`, `message-not-for-us`, `signature-invalid`. */
export async function openLedgerHead(jws: string, node: NodeId, audit: PublicKey): Promise<Result<LedgerHead>> {
  const verified = await verifyJson('ledger-head', jws, (kid, claimed) => {
    if (!Check(ledgerHeadSchema, claimed)) return refuse('message-malformed', { reason: 'schema' });
    if (claimed.node !== node) return refuse('message-not-for-us', { to: claimed.node });
    return kid === audit.kid ? succeed(audit) : refuse('signature-invalid', { reason: 'key-unknown' });
  });
  return verified.ok ? succeed(verified.value.payload as LedgerHead) : verified;
}
