import { refuse, succeed, type Result } from '#kernel/result.ts';
import { openSession, type Session } from '#platform/db/session.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';

const key = `hashtextextended('amparo: one process answers for the node of this database', 0)`;
/** Milliseconds between attempts to take the place again after its connection broke. */
const pause = 5_000;

/** The one place of a running node on its database: a lock of a session, so that it is free when its process is gone, however it ended. */
export interface SoleNode {
  release(): Promise<void>;
}

interface Holder {
  readonly held: boolean;
  readonly since: string | null;
  readonly host: string | null;
  readonly process: number | null;
}

async function take(target: ConnectionTarget): Promise<{ readonly session: Session; readonly holder: Holder }> {
  const session = await openSession(target);
  const [lock] = await session.rows<{ held: boolean }>(`select pg_try_advisory_lock(${key}) as held`);
  if (lock!.held) return { session, holder: { held: true, since: null, host: null, process: null } };
  const [other] = await session.rows<Omit<Holder, 'held'>>(`select to_char(a.backend_start at time zone 'utc', 'YYYY-MM-DD HH24:MI "UTC"') as since, coalesce(host(a.client_addr), 'localhost') as host, a.pid as process
    from pg_locks l join pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database()) and (l.classid::bigint << 32) | l.objid::bigint = ${key} limit 1`);
  return { session, holder: { held: false, since: other?.since ?? null, host: other?.host ?? null, process: other?.process ?? null } };
}

/**
 * Takes the place of the node on this database. Two processes could never accept a child twice (each step locks the node's row), but
 * two would speak for one node with two memories. Refuses with `conflict`, reason `node-running`, while another process has it.
 * @param onTaken its connection broke, and another process was faster to take the place: this one must stop
 */
export async function holdSoleNode(target: ConnectionTarget, onTaken: () => void): Promise<Result<SoleNode>> {
  const first = await take(target);
  if (!first.holder.held) {
    await first.session.close();
    const { since, host, process } = first.holder;
    return refuse('conflict', { reason: 'node-running', since: since ?? '', host: host ?? '', process: process ?? 0 });
  }
  let session = first.session;
  let isReleased = false;
  let timer: NodeJS.Timeout | undefined;
  const again = async (): Promise<void> => {
    const next = await take(target).catch(() => null);
    if (isReleased) return next?.session.close();
    if (!next) return watchLater();
    if (!next.holder.held) {
      await next.session.close();
      return onTaken();
    }
    session = next.session;
    watch();
  };
  const watchLater = (): void => {
    timer = setTimeout(() => void again(), pause);
    timer.unref();
  };
  const watch = (): void => void session.ended.then(() => (isReleased ? undefined : watchLater()));
  watch();
  return succeed({
    release: async () => {
      isReleased = true;
      clearTimeout(timer);
      await session.close().catch(() => undefined);
    },
  });
}
