import { createHash } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { nodeIdPattern, type NodeId } from '#kernel/identifier.ts';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { isSameSecret, verifyRequestSignature, type PublicKey, type RequestSigner } from '#platform/vault/index.ts';
import type { WireRequest } from './wire.ts';

/*
 * Every request between nodes is signed (RFC 9421): one signature `amparo` over `@method @target-uri content-digest
 * idempotency-key`, with `created`, `expires` (300 s), `nonce`, `keyid` (`<node>.<key>`), `alg` and `tag`. The digest
 * (RFC 9530) is of the body. Freshness is not enforced: a clock that is wrong must not stop traffic. What a replayed
 * request could give away is sealed to the node that asked, and what it could do has been done under the same name.
 */

const label = 'amparo';
const tag = 'amparo-fed-1';
const covered = ['@method', '@target-uri', 'content-digest', 'idempotency-key'];
const parameters = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];
const lifetime = 300_000;
const onlyOurSignature = /^amparo=\([^)]*\)[^,]*$/;

const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

export interface Unsigned {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
  readonly contentType: string;
  readonly idempotencyKey: string;
}

/** @param nonce unpredictable text, fresh for each request */
export async function signRequest(self: NodeId, signer: RequestSigner, address: string, request: Unsigned, now: number, nonce: string): Promise<WireRequest> {
  const { method, path, body, contentType, idempotencyKey } = request;
  const headers = { 'content-type': contentType, 'content-digest': digestOf(body), 'idempotency-key': idempotencyKey };
  const signed = await httpbis.signMessage(
    {
      key: { id: `${self}.${signer.keyId}`, alg: 'ed25519', sign: async (bytes) => signer.sign(bytes) },
      name: label, fields: covered, params: parameters,
      paramValues: { created: new Date(now), expires: new Date(now + lifetime), nonce, tag },
    },
    { method, url: `${address}${path}`, headers },
  );
  return { method, path, body, headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])) };
}

export interface ProvenRequest {
  readonly from: NodeId;
  readonly idempotencyKey: string;
  /** When the sender says that it signed, by its own clock. */
  readonly createdAt: Instant;
}

/** The node that a request claims to come from; nothing when it does not say. */
export function claimedSender(request: WireRequest): NodeId | null {
  const match = /;keyid="(n_[a-z2-7]{26})\.[A-Za-z0-9_-]{43}"/.exec(request.headers['signature-input'] ?? '');
  return match && new RegExp(nodeIdPattern).test(match[1]!) ? (match[1] as NodeId) : null;
}

/**
 * Proves who sent a request and that nothing in it was changed. Refuses `signature-invalid` with the reason `missing`,
 * `form`, `digest`, `signature`, or what `findKey` refuses with.
 * @param address under which this node is reached, as its card says
 */
export async function verifyRequest(address: string, request: WireRequest, findKey: (kid: string) => Promise<Result<PublicKey>>): Promise<Result<ProvenRequest>> {
  const { headers, method, path, body } = request;
  const from = claimedSender(request);
  const idempotencyKey = headers['idempotency-key'];
  if (headers['signature'] === undefined || headers['signature-input'] === undefined) return invalid('missing');
  if (from === null || idempotencyKey === undefined || !onlyOurSignature.test(headers['signature-input'])) return invalid('form');
  if (!isSameSecret(headers['content-digest'] ?? '', digestOf(body))) return invalid('digest');
  let createdAt: Instant | null = null;
  let refusal: Result<never> | null = null;
  try {
    const holds = await httpbis.verifyMessage(
      {
        // the sender's clock may be wrong by any amount: it is measured, never a reason to refuse
        notAfter: Number.MAX_SAFE_INTEGER, tolerance: Number.MAX_SAFE_INTEGER,
        requiredFields: covered, requiredParams: parameters,
        keyLookup: async (claimed) => {
          const key = await findKey(String(claimed.keyid).slice(from.length + 1));
          if (!key.ok) refusal = key;
          if (!key.ok || claimed.tag !== tag || !(claimed.created instanceof Date)) return null;
          createdAt = instantFrom(claimed.created.getTime());
          return { algs: ['ed25519'], verify: async (bytes, signature) => verifyRequestSignature(key.value, bytes, signature) };
        },
      },
      { method, url: `${address}${path}`, headers: { ...headers } },
    );
    if (holds === true && createdAt !== null) return succeed({ from, idempotencyKey, createdAt });
  } catch {
    return invalid('form');
  }
  return refusal ?? invalid('signature');
}

const invalid = (reason: string) => refuse('signature-invalid', { reason });
