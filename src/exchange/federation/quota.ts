import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** What one peer may ask of this node: a day's mail after an outage comes at once, a flood does not. */
export interface QuotaLimits {
  /** Requests and bytes in a minute. */
  readonly requests: number;
  readonly bytes: number;
  /** Requests of one peer that are answered at the same time: what each holds in memory is bounded, so all of them are. */
  readonly atOnce: number;
  /** Bytes of parcels that are kept for one peer, where this node is a relay. */
  readonly relayed: number;
  /** Messages of one peer that wait here because they could not be applied. */
  readonly parked: number;
}
export const defaultQuota: QuotaLimits = { requests: 6000, bytes: 256 * 1024 * 1024, atOnce: 16, relayed: 64 * 1024 * 1024, parked: 500 };

/** The quotas of all peers, in memory alone: a restart forgives. */
export interface Quota {
  /** Lets a proven request of a peer in. @returns what to call when it is answered. Refuses `too-many-requests` with the `seconds` to wait. */
  enter(peer: NodeId, bytes: number): Result<() => void>;
}

interface Account {
  requests: number;
  bytes: number;
  at: number;
  underWay: number;
}

/** @param now milliseconds */
export function createQuota(limits: QuotaLimits, now: () => number): Quota {
  const accounts = new Map<NodeId, Account>();
  const accountOf = (peer: NodeId): Account => {
    const account = accounts.get(peer) ?? { requests: limits.requests, bytes: limits.bytes, at: now(), underWay: 0 };
    const share = Math.max(0, now() - account.at) / 60_000;
    account.requests = Math.min(limits.requests, account.requests + limits.requests * share);
    account.bytes = Math.min(limits.bytes, account.bytes + limits.bytes * share);
    account.at = now();
    accounts.set(peer, account);
    return account;
  };
  return {
    enter(peer, bytes) {
      const account = accountOf(peer);
      if (account.underWay >= limits.atOnce) return refuse('too-many-requests', { seconds: 1 });
      // one that is larger than the whole quota may pass when that is full
      const wanted = Math.min(bytes, limits.bytes);
      const lacking = Math.max((1 - account.requests) / limits.requests, (wanted - account.bytes) / limits.bytes);
      if (lacking > 0) return refuse('too-many-requests', { seconds: Math.max(1, Math.ceil(lacking * 60)) });
      account.requests -= 1;
      account.bytes -= wanted;
      account.underWay += 1;
      return succeed(() => void (account.underWay -= 1));
    },
  };
}
