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

const connects = (socket: net.Socket): Promise<boolean> => once(socket, 'connect').then(() => true, () => false);

/**
 * Keeps every other corridor out of the folder as long as this process lives: two that prepare the same folder would
 * destroy each other's work. Refuses with `conflict`, reason `folder-in-use`.
 */
export async function holdFolder(folder: string): Promise<Result<() => void>> {
  const address = addressOf(folder);
  for (;;) {
    const server = net.createServer((visitor) => visitor.destroy()).listen(address);
    const cause = await once(server, 'listening').then(() => null, (error: unknown) => (error as { code?: string }).code ?? 'unknown');
    if (cause === null) {
      server.unref();
      return succeed(() => void server.close());
    }
    if (cause !== 'EADDRINUSE') return refuse('configuration-invalid', { reason: 'file-not-written', file: address, cause });
    const other = net.connect(address);
    const isHeld = await connects(other);
    other.destroy();
    if (isHeld) return refuse('conflict', { reason: 'folder-in-use', folder });
    // of a process that died: the name is left, nobody answers
    rmSync(address, { force: true });
  }
}
