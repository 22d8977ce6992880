import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { provisionDatabase } from '#platform/db/provision.ts';
import { freePorts } from './ports.ts';

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
 * @param url of a user who may create databases and roles, for example `postgres://bench@127.0.0.1:5433/postgres`; or
 * `installed` for a server of this machine's own PostgreSQL package with its settings as they come
 */
export async function openServer(folder: string, url: string | undefined): Promise<BenchServer> {
  if (url === 'installed') return startInstalled(path.join(folder, 'installed'));
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

/** PostgreSQL refuses to run as root; the unprivileged user that every Debian has. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The newest PostgreSQL that Debian's package `postgresql` brought, on a port of its own. */
async function startInstalled(folder: string): Promise<BenchServer> {
  const programs = globSync('/usr/lib/postgresql/*/bin').toSorted((one, other) => Number(one.split('/')[4]) - Number(other.split('/')[4])).at(-1);
  if (programs === undefined) throw new Error('no PostgreSQL is installed (Debian: apt-get install postgresql): external figures left out');
  mkdirSync(folder, { recursive: true });
  if (unprivileged.uid !== undefined) chownSync(folder, unprivileged.uid, unprivileged.gid);
  const cluster = path.join(folder, 'cluster');
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    const made = spawnSync(path.join(programs, 'initdb'), ['-D', cluster, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C'], { ...unprivileged, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`the installed PostgreSQL made no cluster: ${made.stderr}`);
  }
  const port = await freePorts(1);
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=`].flatMap((setting) => ['-c', setting]);
  const server = spawn(path.join(programs, 'postgres'), ['-D', cluster, ...settings], { ...unprivileged, stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const external = await answering(url, server);
  return {
    ...external,
    stop: async () => {
      server.kill('SIGINT');
      await once(server, 'exit');
    },
  };
}

async function answering(url: string, server: ReturnType<typeof spawn>): Promise<BenchServer> {
  for (;;) {
    try {
      return await openServer('', url);
    } catch (error) {
      if (server.exitCode !== null) throw error;
      await setTimeout(100);
    }
  }
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
