import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { refuse, succeed, type Result } from '#kernel/result.ts';

const markOf = (dataFolder: string): string => path.join(dataFolder, 'restore-is-not-finished');

/**
 * A restored node that does not know that it was restored would act on custody that others hold by now. From the first
 * row written until the node is recovering, this mark keeps it from being started.
 */
export const beginRestore = (dataFolder: string): void => writeFileSync(markOf(dataFolder), '', { mode: 0o600 });
export const endRestore = (dataFolder: string): void => rmSync(markOf(dataFolder), { force: true });

/** Refuses with `configuration-invalid`, reason `restore-unfinished`. */
export const requireFinishedRestore = (dataFolder: string): Result<void> =>
  existsSync(markOf(dataFolder)) ? refuse('configuration-invalid', { reason: 'restore-unfinished', folder: dataFolder }) : succeed(undefined);
