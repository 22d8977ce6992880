import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { inject, vi } from 'vitest';
import { runCommandLine } from '#main/cli/commands.ts';
import { connect } from '#platform/db/connect.ts';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON on standard output. */
  json(): Record<string, unknown>;
}

/** A folder with databases of its own, and the command line in this process: one command at a time. */
export interface CommandNode {
  readonly folder: string;
  /** What a command finds in its environment: configuration, database, passphrase. */
  readonly environment: Readonly<Record<string, string>>;
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
  /** `amparo init` in the folder. */
  found(...options: readonly string[]): Promise<Ended>;
  /** The address of one more empty database of the same owner, who is no superuser. */
  createDatabase(): Promise<string>;
  /** As the superuser, in the database of an address. */
  execute(url: string, statement: string): Promise<void>;
  close(): Promise<void>;
}

const runHere = async (typed: readonly string[]): Promise<Ended> => {
  let [out, err] = ['', ''];
  const printed = [
    vi.spyOn(console, 'log').mockImplementation((line) => void (out += `${String(line)}\n`)), vi.spyOn(console, 'error').mockImplementation((line) => void (err += `${String(line)}\n`)),
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => Boolean((err += String(line)))), vi.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean((out += String(line)))),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await runCommandLine(typed);
  } finally {
    for (const spy of printed) spy.mockRestore();
  }
  const code = process.exitCode;
  process.exitCode = before;
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
};

/** A place where a node can be founded. */
export async function commandPlace(): Promise<CommandNode> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-command-'));
  // where the tests run as root, an embedded database runs as another user, who has to come through here
  chmodSync(folder, 0o755);
  const role = `command_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const databases: string[] = [];
  const admin = async (database: string, ...statements: string[]) => {
    const connection = connect({ host: inject('clusterHost'), user: 'postgres', database, maximum: 1 });
    for (const statement of statements) await sql.raw(statement).execute(connection);
    await connection.destroy();
  };
  const createDatabase = async () => {
    const name = `${role}_${databases.length}`;
    await admin('postgres', `create database ${name} owner ${role}`);
    databases.push(name);
    return `postgres://${role}@/${name}?host=${encodeURIComponent(inject('clusterHost'))}`;
  };
  await admin('postgres', `create role ${role} login`, `grant amparo_app to ${role}`);
  const own = {
    AMPARO_CONFIG: path.join(folder, 'amparo.json'), AMPARO_KEY_PASSPHRASE: 'guayaba lenta sobre el puente', DATABASE_URL: await createDatabase(),
  };
  const run: CommandNode['run'] = async (words, environment = {}) => {
    for (const [name, value] of Object.entries({ ...own, ...environment })) vi.stubEnv(name, value);
    return runHere(words).finally(() => vi.unstubAllEnvs());
  };
  return {
    folder, run, createDatabase, environment: own,
    found: (...options) => run([
      'init', '-y', '--json', '--name', 'Procuraduría de prueba', '--short-name', 'Prueba', '--country', 'MX', '--place', 'Tapachula', '--duty-phone', '+52 962 000 0000', '--helpline', '079',
      ...(options.length > 0 ? options : ['--address', 'http://127.0.0.1:1', '--port', '1']),
    ]),
    execute: (url, statement) => admin(/@\/(\w+)/.exec(url)![1]!, statement),
    close: async () => {
      for (const name of databases) await admin('postgres', `drop database ${name} with (force)`);
      await admin('postgres', `drop role ${role}`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A node founded by `amparo init`. */
export async function foundForCommands(): Promise<CommandNode> {
  const node = await commandPlace();
  const founded = await node.found();
  if (founded.code !== 0) throw new Error(founded.err + founded.out);
  return node;
}
