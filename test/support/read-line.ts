import { valueOf } from '#kernel/result.ts';
import { openMessage } from '#exchange/federation/line.ts';
import type { WireRequest } from '#exchange/federation/index.ts';
import type { NodeServices } from '#platform/services.ts';

/** The payload of a message as only the node it is for can read it: JSON text. */
export async function readLine(vault: NodeServices['vault'], { headers, body }: WireRequest): Promise<string> {
  const jws = valueOf(await openMessage(vault, headers['idempotency-key']!, body));
  return Buffer.from(jws.split('.')[1]!, 'base64url').toString();
}
