import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { verifyJson, type PublicKey, type Vault } from '#platform/vault/index.ts';
import { closed, Incarnation, InstantText, NodeIdText, Sequence } from './words.ts';

const ChainEnd = Type.Object({ sequence: Sequence, hash: Type.String({ pattern: '^([A-Za-z0-9_-]{43})?$' }) }, closed);
const ledgerHeadSchema = Type.Object({ typ: Type.Literal('ledger-head/1'), node: NodeIdText, inc: Incarnation, at: InstantText, operation: ChainEnd, access: ChainEnd }, closed);
/** Where a node's two chains stood at a moment: numbers and hashes, no word about anybody. */
export type LedgerHead = Static<typeof ledgerHeadSchema>;

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
