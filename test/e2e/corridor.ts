import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCorridor } from '#main/corridor/run.ts';

/** The ports of the corridor for browser tests: `AMPARO_TEST_PORT` where 4310 is taken, `AMPARO_CORRIDOR_PORT` for one that runs already. */
export const firstPort = Number(process.env['AMPARO_CORRIDOR_PORT'] ?? process.env['AMPARO_TEST_PORT'] ?? 4310);

/** A small corridor for the browser tests: all six nodes, few stories, thrown away afterwards. */
export default async function setup(): Promise<() => Promise<void>> {
  // a corridor that runs already, to try a test without waiting for a start
  if (process.env['AMPARO_CORRIDOR_PORT']) return () => Promise.resolve();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-e2e-'));
  const corridor = await startCorridor({ folder, firstPort, isReset: true, only: null, seed: 1, storyLimit: 24 });
  return async () => {
    await corridor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
