import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { isValidAt, type DatedKey, type PublicKey } from '#platform/vault/index.ts';

/** What is needed of a node to check its signatures: its card has it, the revocations come with REVOKE. */
export interface Signer {
  /** All keys it ever had. */
  readonly signing: readonly DatedKey[];
  /** By key id: since when somebody else may have it, and the last message on the link to us that was still its own. What came later is void. */
  readonly revoked?: Readonly<Record<string, Revoked>>;
}
interface Revoked {
  readonly since: Instant;
  readonly lastGood: LinkPosition;
}
interface LinkPosition {
  readonly inc: number;
  readonly tinc: number;
  readonly seq: number;
}

/** Finds a node that we know, in whatever state it is; nothing for a stranger. */
export type FindSigner = (nodeId: NodeId) => Signer | undefined | Promise<Signer | undefined>;

/**
 * The key with which a node signed at an instant. Refuses with `unknown-sender`, or `signature-invalid` and the reason
 * `key-unknown`, `key-expired` or `key-revoked`.
 * @param position on the link, for messages: a key that was stolen later still vouches for what came before. What has no place on
 * a link counts when it was signed before the key was another's
 */
export async function signingKeyOf(findSigner: FindSigner, nodeId: NodeId, kid: string, at: Instant, position?: LinkPosition): Promise<Result<PublicKey>> {
  const signer = await findSigner(nodeId);
  if (!signer) return refuse('unknown-sender', { nodeId });
  const key = signer.signing.find((candidate) => candidate.kid === kid);
  if (!key) return refuse('signature-invalid', { reason: 'key-unknown', kid });
  if (!isValidAt(key, at)) return refuse('signature-invalid', { reason: 'key-expired', kid });
  const revoked = signer.revoked?.[kid];
  const isVoid = revoked && (position ? isAfter(position, revoked.lastGood) : at > revoked.since);
  return isVoid ? refuse('signature-invalid', { reason: 'key-revoked', kid }) : succeed(key);
}

/** Whether a place on a line comes after another: numbers begin anew with every pair of incarnations. */
const isAfter = (one: LinkPosition, other: LinkPosition): boolean =>
  one.inc !== other.inc ? one.inc > other.inc : one.tinc !== other.tinc ? one.tinc > other.tinc : one.seq > other.seq;
