import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { instantFrom } from '#kernel/instant.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { newBackupKey } from '../backup/lock.ts';
import { newCommand, report, withJson, words } from './command.ts';

/** `amparo backup-key FILE`: a pair of keys for backups; the node needs the public one only. */
export const backupKeyCommand = (): Command =>
  withJson(newCommand('backup-key')).argument('<file>', words.name('cli.argument.backup-key')).action((file: string, options: { readonly json: boolean }) =>
    report(options.json, async () => {
      const { recipient, fileText } = await newBackupKey(instantFrom(Date.now()));
      try {
        writeFileSync(file, fileText, { flag: 'wx', mode: 0o600, flush: true });
      } catch (error) {
        const { code } = error as { code?: string };
        return code === 'EEXIST' ? refuse('conflict', { reason: 'backup-exists', file }) : refuse('configuration-invalid', { reason: 'folder-unwritable', folder: path.dirname(path.resolve(file)), cause: code ?? '' });
      }
      return succeed({ json: { recipient, file: path.resolve(file) }, lines: [words.say('cli.backup-key.done', { recipient, file: path.resolve(file) })] });
    }));
