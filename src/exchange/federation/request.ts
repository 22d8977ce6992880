import { problemStatus, type ProblemCode } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { NodeCard } from '#platform/vault/index.ts';
import type { FederationParts } from './ports.ts';
import { signRequest, type Unsigned } from './request-signature.ts';

/** A random name for a request that must not be mistaken for another. */
export const randomName = ({ node }: Pick<FederationParts, 'node'>): string => Buffer.from(node.randomBytes(16)).toString('base64url');

/** Asks a peer: signs, sends, and reads a refusal back into the catalogue. Refuses `peer-unreachable` or what the peer refused with. */
export async function askPeer(parts: Pick<FederationParts, 'node' | 'wire'>, { endpoint }: NodeCard, request: Unsigned, extraHeaders: Readonly<Record<string, string>> = {}): Promise<Result<string>> {
  const { node, wire } = parts;
  const signed = await signRequest(node.nodeId, node.vault.requestSigner(), endpoint, request, node.clock.milliseconds(), randomName(parts));
  const answer = await wire.send(endpoint, { ...signed, headers: { ...signed.headers, ...extraHeaders } });
  if (!answer.ok) return answer;
  return answer.value.status === 200 ? succeed(answer.value.body) : refusalIn(answer.value.status, answer.value.body);
}

/** The problem in an answer; one that is not of our catalogue counts as no answer at all. */
function refusalIn(status: number, body: string): Result<never> {
  const { code, details } = parsedObject(body);
  if (typeof code !== 'string' || !Object.hasOwn(problemStatus, code)) return refuse('peer-unreachable', { reason: `status-${status}` });
  return refuse(code as ProblemCode, plainDetails(details));
}

/** Of what a peer says about a refusal only short plain values are taken over. */
function plainDetails(details: unknown): Record<string, string | number | boolean> {
  if (typeof details !== 'object' || details === null) return {};
  const entries = Object.entries(details).filter((entry): entry is [string, string | number | boolean] => ['string', 'number', 'boolean'].includes(typeof entry[1]));
  return Object.fromEntries(entries.slice(0, 10).map(([name, value]) => [name.slice(0, 40), typeof value === 'string' ? value.slice(0, 120) : value]));
}

/** A JSON object in a text, or an empty one. */
export function parsedObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
