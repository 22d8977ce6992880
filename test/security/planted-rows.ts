import { sql } from 'kysely';
import type { Database } from '#platform/db/connect.ts';

export interface TableName {
  readonly schema: string;
  readonly table: string;
  /** `schema.table` */
  readonly name: string;
  /** As it stands in a statement. */
  readonly quoted: string;
  readonly isForced: boolean;
}

/** Every table that is ours. */
export async function listTables(database: Database): Promise<TableName[]> {
  const result = await sql<Omit<TableName, 'name' | 'quoted'>>`
    select n.nspname as schema, c.relname as table, c.relrowsecurity and c.relforcerowsecurity as "isForced"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
    order by 1, 2`.execute(database);
  return result.rows.map((row) => ({ ...row, name: `${row.schema}.${row.table}`, quoted: `"${row.schema}"."${row.table}"` }));
}

/** A value that any column of a type takes. Unknown types are for whoever adds one to say. */
const valueOfType: Readonly<Record<string, string>> = {
  text: `'planted'`, uuid: `'00000000-0000-7000-8000-000000000001'`, timestamptz: `'2026-01-01T00:00:00Z'`, date: `'2026-01-01'`,
  int8: '1', int4: '1', int2: '1', float4: '1', float8: '1', numeric: '1', bool: 'true', bytea: `'\\x00'`, jsonb: `'{}'`, json: `'{}'`,
  _text: `'{}'`, _uuid: `'{}'`, _int4: `'{}'`, _int8: `'{}'`, tstzrange: `'[2026-01-01,)'`, daterange: `'[2026-01-01,)'`, interval: `'1 day'`, inet: `'127.0.0.1'`,
};

/**
 * Puts one row into every table, as the owner of the server and without checks or triggers, so that "sees nothing" is
 * said of tables that hold something. For a database that is thrown away.
 */
export async function plantRows(database: Database, tables: readonly TableName[]): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    for (const { schema, table, name, quoted } of tables) {
      const checks = await sql<{ conname: string }>`
        select conname from pg_constraint where conrelid = ${quoted}::regclass and contype = 'c'`.execute(connection);
      for (const { conname } of checks.rows) await sql`alter table ${sql.id(schema, table)} drop constraint ${sql.id(conname)}`.execute(connection);
      const columns = await sql<{ name: string; type: string }>`
        select attname as name, typname as type from pg_attribute join pg_type on pg_type.oid = atttypid
        where attrelid = ${quoted}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity <> 'a'`.execute(connection);
      const values = columns.rows.map((column) => {
        const value = valueOfType[column.type];
        if (value === undefined) throw new Error(`${name}.${column.name}: say in valueOfType what a ${column.type} may hold`);
        return sql.raw(value);
      });
      await sql`insert into ${sql.id(schema, table)} (${sql.join(columns.rows.map((column) => sql.id(column.name)))}) values (${sql.join(values)})
        on conflict do nothing`.execute(connection);
    }
    await sql`set session_replication_role = default`.execute(connection);
  });
}
