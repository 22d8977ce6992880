import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** A name that the operating system gives to one process at a time, and takes back when that process dies. */
function addressOf(folder: string): string {
  const name = `amparo-corridor-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), name);
}

const happens = (emitter: net.Server | net.Socket, event: string): Promise<boolean> => once(emitter, event).then(() => true, () => false);

/**
 * Keeps every other corridor out of the folder as long as this process lives: two that prepare the same folder would
 * destroy each other's work. Refuses with `conflict`, reason `folder-in-use`.
 */
export async function holdFolder(folder: string): Promise<Result<() => void>> {
  const address = addressOf(folder);
  for (;;) {
    const server = net.createServer((visitor) => visitor.destroy()).listen(address);
    if (await happens(server, 'listening')) {
      server.unref();
      return succeed(() => void server.close());
    }
    const other = net.connect(address);
    const isHeld = await happens(other, 'connect');
    other.destroy();
    if (isHeld) return refuse('conflict', { reason: 'folder-in-use', folder });
    // of a process that died: the name is left, nobody answers
    rmSync(address, { force: true });
  }
}
