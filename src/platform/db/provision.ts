import { sql } from 'kysely';
import { connect, type ConnectionTarget } from './connect.ts';
import type { EmbeddedServer } from './embedded.ts';

/**
 * Makes sure that a node has a database and a role of its own in the embedded cluster: nodes that share a cluster in
 * training share nothing in it. @returns how the node connects
 */
export async function provisionDatabase(server: EmbeddedServer, name: string): Promise<ConnectionTarget> {
  const admin = connect({ host: server.host, port: server.port, user: 'postgres', database: 'postgres', maximum: 1 });
  try {
    const known = await sql<{ roles: string[]; databases: string[] }>`select
      (select coalesce(array_agg(rolname::text), '{}') from pg_roles) as roles,
      (select coalesce(array_agg(datname::text), '{}') from pg_database) as databases`.execute(admin);
    const { roles, databases } = known.rows[0]!;
    if (!roles.includes('amparo_app')) await sql`create role amparo_app nologin`.execute(admin);
    if (!roles.includes(name)) {
      await sql`create role ${sql.id(name)} login`.execute(admin);
      await sql`grant amparo_app to ${sql.id(name)}`.execute(admin);
    }
    if (!databases.includes(name)) {
      await sql`create database ${sql.id(name)} owner ${sql.id(name)}`.execute(admin);
      await sql`revoke connect on database ${sql.id(name)} from public`.execute(admin);
    }
  } finally {
    await admin.destroy();
  }
  return { host: server.host, port: server.port, database: name, user: name };
}
