import { sql } from 'kysely';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { connect, type ConnectionTarget, type Database } from '#platform/db/connect.ts';

/** What the database server says of itself and of the role with which this node comes to it. */
export interface DatabaseFacts {
  /** `server_version_num`: 150000 for 15.0. */
  readonly version: number;
  readonly role: string;
  readonly isSuperuser: boolean;
  readonly bypassesRowSecurity: boolean;
  readonly clock: Instant;
  /** Names of the migrations that ran here; empty in a database that is not ours yet. */
  readonly migrations: readonly string[];
  /** Whether any table stands here. */
  readonly isEmpty: boolean;
}

/** A server that says nothing for so long counts as unreachable. */
const patience = 10_000;

const orTimeOut = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Asks the server. Refuses with `configuration-invalid`, reason `database-unreachable` and the cause as a code. */
export async function readDatabaseFacts(target: ConnectionTarget): Promise<Result<DatabaseFacts>> {
  const database = connect({ ...target, maximum: 1 });
  try {
    return succeed(await orTimeOut(factsOf(database)));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return refuse('configuration-invalid', { reason: 'database-unreachable', cause: code ?? message ?? '' });
  } finally {
    await database.destroy();
  }
}

async function factsOf(database: Database): Promise<DatabaseFacts> {
  const found = await sql<Omit<DatabaseFacts, 'migrations'> & { hasMigrations: boolean }>`select current_setting('server_version_num')::int as version,
      current_user::text as role, rolsuper as "isSuperuser", rolbypassrls as "bypassesRowSecurity", clock_timestamp() as clock,
      to_regclass('public.migration') is not null as "hasMigrations",
      not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%') as "isEmpty"
    from pg_roles where rolname = current_user`.execute(database);
  const { hasMigrations, ...facts } = found.rows[0]!;
  const ran = hasMigrations ? (await sql<{ name: string }>`select name from public.migration order by name`.execute(database)).rows : [];
  return { ...facts, migrations: ran.map(({ name }) => name) };
}

/** How many other programs speak with this server now. */
export async function countOtherClients(target: ConnectionTarget): Promise<number> {
  const database = connect({ ...target, maximum: 1 });
  try {
    const found = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(database);
    return found.rows[0]!.count;
  } finally {
    await database.destroy();
  }
}
