import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';

/** What an answered run holds while its pages are fetched: memory alone. */
export interface Prepared {
  readonly share: string;
  readonly points: string;
  readonly content: Buffer;
}

export interface Session {
  readonly peer: NodeId;
  readonly digest: string;
  readonly at: number;
  readonly prepared: Promise<Result<Prepared>>;
}
export type ComparisonSessions = Map<Uuid, Session>;
