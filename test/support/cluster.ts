import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { connect } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the cluster's socket; the migrated template database is called `template_amparo`. */
    clusterHost: string;
  }
}

/** For vitest: one cluster for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide('clusterHost', cluster.host);
  return cluster.stop;
}

/** One PostgreSQL cluster, without fsync, with one migrated template to copy from. */
export async function startTestCluster(): Promise<{ readonly host: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(path.join(folder, 'cluster'), ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']);
  const admin = connect({ host: server.host, user: 'postgres', database: 'postgres', maximum: 1 });
  await sql`create database template_amparo`.execute(admin);
  await admin.destroy();
  const template = connect({ host: server.host, user: 'postgres', database: 'template_amparo', maximum: 1 });
  await migrate(template);
  await template.destroy();
  return {
    host: server.host,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
