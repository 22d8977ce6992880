import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { sql } from 'kysely';
import { raiseIncarnation } from '#main/incarnation.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import type { Trust } from '../../../bench/support/agreement.ts';
import type { Word } from './node.ts';

interface Running {
  readonly child: ChildProcess;
  readonly waiting: Map<number, { resolve(value: never): void; reject(error: Error): void }>;
}

interface MachineOptions {
  readonly count: number;
  /** Of `count` doors, which are not opened here, then of `count` nodes. */
  readonly firstPort: number;
  /** Whether the nodes' own complaints are shown. */
  readonly isVerbose: boolean;
}

/** What a `kill -9` cannot undo is what was handed to the operating system: only that is at stake here, so nothing waits for the disk. */
const settings = ['fsync=off', 'full_page_writes=off'];

/** The machines of a campaign: a process and a database for each node, on one PostgreSQL cluster, with a backup of each. */
export class Machines {
  readonly skews: number[];
  readonly counts = { kills: 0, databaseKills: 0, endedAlone: 0 };
  private readonly folder: string;
  private readonly firstPort: number;
  private readonly isVerbose: boolean;
  private cluster: EmbeddedServer;
  private readonly running: (Running | undefined)[] = [];
  /** Has loaded the program already: what starts next. */
  private spare: ChildProcess;
  private nextWord = 0;

  private constructor(folder: string, cluster: EmbeddedServer, { count, firstPort, isVerbose }: MachineOptions) {
    this.folder = folder;
    this.cluster = cluster;
    this.firstPort = firstPort;
    this.isVerbose = isVerbose;
    this.skews = Array.from({ length: count }, () => 0);
    this.spare = this.fork();
  }

  static async open(options: MachineOptions): Promise<Machines> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-processes-'));
    chmodSync(folder, 0o755);
    const machines = new Machines(folder, await startEmbedded(path.join(folder, 'cluster'), settings), options);
    await machines.administer('create database template_amparo');
    const template = connect({ ...machines.server, database: 'template_amparo', maximum: 1 });
    await migrate(template);
    await template.destroy();
    for (let index = 0; index < options.count; index++) await machines.administer(`create database node_${index} template template_amparo`);
    return machines;
  }

  get count(): number {
    return this.skews.length;
  }

  private get server(): ConnectionTarget {
    return { host: this.cluster.host, port: this.cluster.port, user: 'postgres' };
  }

  target = (index: number) => ({ host: this.cluster.host, port: this.cluster.port, user: 'postgres', database: `node_${index}` });

  private async administer(...statements: string[]): Promise<void> {
    const database = connect({ ...this.server, database: 'postgres', maximum: 1 });
    for (const statement of statements) await sql.raw(statement).execute(database);
    await database.destroy();
  }

  private fork(): ChildProcess {
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(this.folder, 'compiled') };
    return fork(path.join(import.meta.dirname, 'node.ts'), { env, stdio: ['ignore', 'inherit', this.isVerbose ? 'inherit' : 'ignore', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
  }

  isRunning(index: number): boolean {
    const child = this.running[index]?.child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Says a word to a node's process; fails when the process ends first. */
  tell<T>(index: number, word: Word): Promise<T> {
    const running = this.running[index];
    const id = this.nextWord++;
    return new Promise<T>((resolve, reject) => {
      if (!running?.child.connected) return reject(new Error('the process has ended'));
      running.waiting.set(id, { resolve, reject });
      running.child.send({ id, word }, (error) => error && reject(error));
    });
  }

  async start(index: number): Promise<Trust> {
    const child = this.spare;
    this.spare = this.fork();
    const waiting: Running['waiting'] = new Map();
    this.running[index] = { child, waiting };
    child.on('message', ({ id, value, failure }: { id: number; value?: never; failure?: string }) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (failure === undefined) asked?.resolve(value!);
      else asked?.reject(new Error(failure));
    });
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('the process has ended'));
      waiting.clear();
    });
    return this.tell<Trust>(index, {
      say: 'open',
      place: {
        name: `Nodo${index}`, folder: path.join(this.folder, `node-${index}`), database: this.target(index), port: this.firstPort + this.count + index,
        publicAddress: `http://127.0.0.1:${this.firstPort + index}`, skewHours: this.skews[index]!,
      },
    });
  }

  /** kill -9. */
  async kill(index: number): Promise<void> {
    if (!this.isRunning(index)) return;
    const { child } = this.running[index]!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** kill -9 at whatever the node does, and a new process. */
  async killAndStart(index: number): Promise<void> {
    this.counts.kills++;
    await this.kill(index);
    await this.start(index);
  }

  /** kill -9 of the database server under all nodes; their processes live on, or are started again like after any end. */
  async killDatabase(): Promise<void> {
    this.counts.databaseKills++;
    const folder = path.join(this.folder, 'cluster');
    process.kill(Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    for (let attempt = 1; ; attempt++) {
      await pass(200);
      try {
        this.cluster = await startEmbedded(folder, settings);
        break;
      } catch (error) {
        // its children need a moment to notice
        if (attempt === 100) throw error;
      }
    }
    await this.startEnded();
  }

  /** What the service manager of each machine does. */
  async startEnded(): Promise<void> {
    for (const index of this.skews.keys()) if (!this.isRunning(index)) {
      this.counts.endedAlone++;
      await this.start(index);
    }
  }

  /** A copy of a node's database while the node runs; it is thrown out meanwhile and comes back. */
  async backUp(index: number): Promise<void> {
    await this.administer(`alter database node_${index} allow_connections false`);
    try {
      await this.copy(`node_${index}`, `backup_${index}`);
    } finally {
      await this.administer(`alter database node_${index} allow_connections true`);
    }
  }

  /** The machines are lost at once and come back from their last backups, each with a number of its own. */
  async restore(indexes: readonly number[]): Promise<void> {
    for (const index of indexes) await this.kill(index);
    for (const index of indexes) {
      await this.copy(`backup_${index}`, `node_${index}`);
      raiseIncarnation(path.join(this.folder, `node-${index}`, 'keys'));
    }
    for (const index of indexes) await this.start(index);
  }

  private copy = (from: string, to: string): Promise<void> => this.administer(
    `drop database if exists ${to} with (force)`, `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${from}'`, `create database ${to} template ${from} strategy file_copy`,
  );

  async close(): Promise<void> {
    this.spare.kill('SIGKILL');
    for (const index of this.skews.keys()) await this.kill(index);
    await this.cluster.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
