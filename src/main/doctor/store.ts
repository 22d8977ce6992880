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
  /** Whether no table stands here. */
  readonly isEmpty: boolean;
  /** A restore into it began and did not end. */
  readonly isBeingRestored: boolean;
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
      to_regclass('public.migration') is not null as "hasMigrations", to_regclass('public.restore_under_way') is not null as "isBeingRestored",
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

export interface DatabaseSafety {
  /** Tables about children whose rows are not guarded against the owner too. */
  readonly unguarded: readonly string[];
  /** Settings under which an answered write can be lost, as `name=value`. */
  readonly unsafeSettings: readonly string[];
  /** By how much the server's clock is ahead of this machine's. */
  readonly clockOffsetSeconds: number;
}

/** Tables with a child in them that are open on purpose: `vault.child_key` says why where it is made. */
const openOnPurpose = ['vault.child_key'];

/** Whether the server keeps what it was given and shows rows to those alone who may see them. */
export async function readDatabaseSafety(target: ConnectionTarget): Promise<DatabaseSafety> {
  const database = connect({ ...target, maximum: 1 });
  try {
    await sql`select 1`.execute(database);
    const before = Date.now();
    const found = await sql<{ clock: Instant; unsafe: string[]; unguarded: string[] }>`select clock_timestamp() as clock,
      (select coalesce(array_agg(name || '=' || setting), '{}') from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe,
      (select coalesce(array_agg(distinct n.nspname || '.' || c.relname), '{}') from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname in ('child_id', 'child_ids') and not a.attisdropped
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and not (c.relrowsecurity and c.relforcerowsecurity)
          and n.nspname || '.' || c.relname <> all (${openOnPurpose})) as unguarded`.execute(database);
    const { clock, unsafe, unguarded } = found.rows[0]!;
    return { unguarded, unsafeSettings: unsafe, clockOffsetSeconds: (Date.parse(clock) - (before + Date.now()) / 2) / 1000 };
  } finally {
    await database.destroy();
  }
}
