import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, type Result } from '#kernel/result.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';

type Within = Pick<UnitOfWork, 'node' | 'transaction'>;
const context = 'case.attachment-bytes';

/** A random name without meaning, for bytes on disk. */
export const newFileName = (node: NodeServices): string => Buffer.from(node.randomBytes(16)).toString('hex');

function pathOf(node: NodeServices, fileName: string): string {
  // a name may come in another agency's file: nothing but our own form ever becomes a path
  if (!/^[0-9a-f]{32}$/.test(fileName)) throw new Error('not a name of the file folder');
  return path.join(node.settings.fileFolder, fileName.slice(0, 2), fileName);
}

/** Writes bytes under the child's key and waits until they are on disk. */
export async function keepBytes({ node, transaction }: Within, childId: ChildId, fileName: string, content: Uint8Array): Promise<void> {
  const file = pathOf(node, fileName);
  const sealed = await node.vault.sealBytesForChild(transaction, childId, content, context);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(sealed);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Refuses with `not-found` when the bytes are not here, `erased` when the child's key was destroyed. */
export async function openBytes({ node, transaction }: Within, childId: ChildId, fileName: string): Promise<Result<Buffer>> {
  const sealed = await readFile(pathOf(node, fileName)).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return sealed === null ? refuse('not-found', { what: 'attachment' }) : node.vault.openBytesForChild(transaction, childId, sealed, context);
}

export const destroyBytes = (node: NodeServices, fileName: string): Promise<void> => rm(pathOf(node, fileName), { force: true });

