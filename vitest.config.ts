import { defineConfig } from 'vitest/config';

const everywhere = ['src/**', 'test/**', 'reference/**', 'locales/**', 'scripts/**', 'bench/**'];

/** `unit` needs nothing; `database` gets one throw-away PostgreSQL cluster for the whole run. */
export default defineConfig({
  test: {
    // a node is an object and no module holds state, so the files of a run may share their modules
    isolate: false,
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
