import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { connect, type Database } from '#platform/db/connect.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly name: string;
  drop(): Promise<void>;
}

/** A fresh, migrated database of one's own, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const host = inject('clusterHost');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const admin = connect({ host, user: 'postgres', database: 'postgres', maximum: 1 });
    await sql.raw(statement).execute(admin);
    await admin.destroy();
  };
  await run(`create database ${name} template template_amparo strategy file_copy`);
  const database = connect({ host, user: 'postgres', database: name, maximum: 6 });
  return {
    database,
    name,
    drop: async () => {
      await database.destroy();
      await run(`drop database ${name} with (force)`);
    },
  };
}
