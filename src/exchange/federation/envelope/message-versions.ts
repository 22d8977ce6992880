import { refuse, succeed, type Result } from '#kernel/result.ts';
import { upcast, type Upcasters } from '#kernel/upcast.ts';

/** The versions of messages that a release reads: its own, which it writes, and those before that it still raises to it. */
export interface MessageVersions {
  readonly newest: number;
  readonly oldest: number;
  readonly upcasters: Upcasters;
}

/** A release that changes a form raises `newest`, gives the step from the one before, and stores samples of it (`test/federation/release-*.json`). */
export const messageVersions: MessageVersions = { newest: 1, oldest: 1, upcasters: {} };

/** What a message of a version says in the newest form. Refuses `version-unsupported`, with who must update: `older` (its sender), `newer` (this node). */
export function readBody(typ: string, version: number, body: unknown, { newest, oldest, upcasters }: MessageVersions = messageVersions): Result<unknown> {
  if (version < oldest || version > newest) return refuse('version-unsupported', { version, oldest, newest, is: version < oldest ? 'older' : 'newer' });
  return succeed(upcast(upcasters, typ, body, version, newest));
}
