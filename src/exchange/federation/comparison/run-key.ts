import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { keyedHash } from '#platform/vault/index.ts';

/** The key of one run under one agreement, of which each side has given half: neither can make a former run's key come again. */
export function runKey(run: { readonly runId: Uuid; readonly agreement: Uuid; readonly asking: NodeId; readonly answering: NodeId; readonly shares: readonly [string, string] }): Uint8Array {
  const [first, second] = run.shares.map((share) => Buffer.from(share, 'base64url'));
  return keyedHash(Buffer.concat([first!, second!]))(`comparison ${run.agreement} ${run.runId} ${run.asking} ${run.answering}`);
}
