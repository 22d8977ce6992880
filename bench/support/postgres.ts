import path from 'node:path';
import { sql } from 'kysely';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { provisionDatabase } from '#platform/db/provision.ts';

/** The PostgreSQL that is measured. */
export interface BenchServer {
  readonly kind: 'embedded' | 'external';
  /** For example `PostgreSQL 18.4 embedded`. */
  readonly name: string;
  /** A database of that name, made when it is not there yet. */
  database(name: string): Promise<ConnectionTarget>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded server in `folder`, as every node without `DATABASE_URL` does, or takes the one at `url`.
 * @param url of a user who may create databases and roles, for example `postgres://bench@127.0.0.1:5433/postgres`
 */
export async function openServer(folder: string, url: string | undefined): Promise<BenchServer> {
  if (url !== undefined) {
    const administrator = { url, maximum: 1 };
    return { kind: 'external', name: await nameOf(administrator, 'external'), database: (name) => externalDatabase(url, name), stop: () => Promise.resolve() };
  }
  const server = await startEmbedded(path.join(folder, 'cluster'));
  return {
    kind: 'embedded', name: await nameOf({ host: server.host, port: server.port, user: 'postgres', database: 'postgres', maximum: 1 }, 'embedded'),
    database: (name) => provisionDatabase(server, name), stop: () => server.stop(),
  };
}

async function nameOf(target: ConnectionTarget, kind: string): Promise<string> {
  const database = connect(target);
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(database);
  await database.destroy();
  return `PostgreSQL ${rows[0]!.server_version.split(' ')[0]} ${kind}`;
}

async function externalDatabase(url: string, name: string): Promise<ConnectionTarget> {
  const administrator = connect({ url, maximum: 1 });
  const { rows } = await sql`select from pg_database where datname = ${name}`.execute(administrator);
  if (rows.length === 0) await sql`create database ${sql.id(name)}`.execute(administrator);
  await administrator.destroy();
  const address = new URL(url);
  address.pathname = name;
  return { url: address.href };
}
