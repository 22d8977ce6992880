import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { connect, type Database } from '#platform/db/connect.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly name: string;
  /** Another database with all that is in this one now. Whoever is connected meanwhile is thrown out and may come back. */
  copy(): Promise<TestDatabase>;
  drop(): Promise<void>;
}

/** A fresh, migrated database of one's own, copied from the run's template. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabaseAt(inject('clusterHost'));

/** The same on a cluster that the caller has started (`startTestCluster`). @param connections of the pool */
export const createDatabaseAt = (host: string, connections = 6): Promise<TestDatabase> => copyOf('template_amparo', host, connections);

async function copyOf(source: string, host: string, connections: number): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const run = async (...statements: string[]) => {
    const admin = connect({ host, user: 'postgres', database: 'postgres', maximum: 1 });
    for (const statement of statements) await sql.raw(statement).execute(admin);
    await admin.destroy();
  };
  // a database can only be copied while nobody is in it
  const clear = `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${source}'`;
  await run(...(source === 'template_amparo' ? [] : [clear]), `create database ${name} template ${source} strategy file_copy`);
  const database = connect({ host, user: 'postgres', database: name, maximum: connections });
  return {
    database,
    name,
    copy: () => copyOf(name, host, connections),
    drop: async () => {
      await database.destroy();
      await run(`drop database ${name} with (force)`);
    },
  };
}
