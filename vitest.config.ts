import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const everywhere = ['src/**', 'test/**', 'reference/**', 'locales/**', 'scripts/**', 'bench/**'];

/** Where whole nodes speak with each other: begun first, so that no core waits for the longest at the end. */
const longest = ['/test/traces/', '/test/security/', '/test/federation/', '/src/main/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => [...longest, ''].findIndex((folder) => moduleId.includes(folder));
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** `unit` needs nothing; `database` gets one throw-away PostgreSQL cluster for the whole run. */
export default defineConfig({
  test: {
    // a node is an object and no module holds state, so the files of a run may share their modules
    isolate: false,
    // a worker waits for PostgreSQL half of its time: left to itself, Vitest keeps one of two cores free
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: everywhere.map((folder) => `${folder}/*.test.{ts,tsx}`),
          exclude: ['**/*.pg.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          include: everywhere.map((folder) => `${folder}/*.pg.test.ts`),
          exclude: ['**/node_modules/**'],
          globalSetup: ['test/support/cluster.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
