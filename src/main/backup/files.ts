import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { FileSum } from './format.ts';

/** `ab/ab…`: a stored file as the case room names it; nothing else in a backup ever becomes a path. */
const form = /^([0-9a-f]{2})\/\1[0-9a-f]{30}$/;

/** The stored files, by name. */
export async function listFiles(fileFolder: string): Promise<string[]> {
  const names = await readdir(fileFolder, { recursive: true }).catch(() => []);
  return names.map((name) => name.split(path.sep).join('/')).filter((name) => form.test(name)).sort();
}

/** Adds up files one after the other. */
export function createFileSum(): { add(name: string, content: Uint8Array): void; sum(): FileSum } {
  const all: Hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  return {
    add: (name, content) => {
      all.update(`${name} ${createHash('sha256').update(content).digest('hex')}\n`);
      count += 1;
      bytes += content.length;
    },
    sum: () => ({ count, bytes, hash: all.copy().digest('hex') }),
  };
}

/** Puts a file back and waits until it is on disk. @returns false for a name that is none of ours */
export async function putBack(fileFolder: string, name: string, content: Uint8Array): Promise<boolean> {
  if (!form.test(name)) return false;
  const file = path.join(fileFolder, name);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

export const removeFiles = (fileFolder: string): Promise<void> => rm(fileFolder, { recursive: true, force: true });
