import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CommanderError } from 'commander';
import { sql } from 'kysely';
import { inject, vi } from 'vitest';
import { newCommand } from '#main/cli/command.ts';
import { importCommand } from '#main/cli/import.ts';
import { initCommand } from '#main/cli/init.ts';
import { connect } from '#platform/db/connect.ts';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON on standard output. */
  json(): Record<string, unknown>;
}

/** A node founded by `amparo init` in a folder and a database of its own, and its command line in this process: one command at a time. */
export interface CommandNode {
  readonly folder: string;
  run(words: readonly string[]): Promise<Ended>;
  close(): Promise<void>;
}

export async function foundForCommands(): Promise<CommandNode> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-command-'));
  const name = `command_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const admin = async (...statements: string[]) => {
    const connection = connect({ host: inject('clusterHost'), user: 'postgres', database: 'postgres', maximum: 1 });
    for (const statement of statements) await sql.raw(statement).execute(connection);
    await connection.destroy();
  };
  await admin(`create role ${name} login`, `grant amparo_app to ${name}`, `create database ${name} owner ${name}`);
  vi.stubEnv('AMPARO_KEY_PASSPHRASE', 'guayaba lenta sobre el puente');
  vi.stubEnv('DATABASE_URL', `postgres://${name}@/${name}?host=${encodeURIComponent(inject('clusterHost'))}`);
  const run: CommandNode['run'] = async (words) => {
    let [out, err] = ['', ''];
    const printed = [
      vi.spyOn(console, 'log').mockImplementation((line) => void (out += `${String(line)}\n`)), vi.spyOn(console, 'error').mockImplementation((line) => void (err += `${String(line)}\n`)),
      vi.spyOn(process.stderr, 'write').mockImplementation((line) => Boolean((err += String(line)))),
    ];
    const before = process.exitCode;
    process.exitCode = 0;
    try {
      await newCommand('amparo').addCommand(initCommand()).addCommand(importCommand()).parseAsync([...words, '--config', path.join(folder, 'amparo.json')], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } finally {
      for (const spy of printed) spy.mockRestore();
    }
    const code = process.exitCode;
    process.exitCode = before;
    return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
  };
  const founded = await run([
    'init', '-y', '--name', 'Procuraduría de prueba', '--short-name', 'Prueba', '--country', 'MX', '--place', 'Tapachula', '--address', 'http://127.0.0.1:1', '--duty-phone', '+52 962 000 0000', '--helpline', '079', '--port', '1',
  ]);
  if (founded.code !== 0) throw new Error(founded.err);
  return {
    folder, run,
    close: async () => {
      vi.unstubAllEnvs();
      await admin(`drop database ${name}`, `drop role ${name}`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
