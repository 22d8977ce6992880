import { sql, type Transaction } from 'kysely';
import type { Database } from '#platform/db/connect.ts';

/** One table as a dump of the database holds it. */
export interface DumpedTable {
  readonly table: string;
  /** What can be read: every column of every row as text, but for runs of bytes. */
  readonly text: string;
  /** What stands in columns of bytes, and in texts that are written in base64, read as text. */
  readonly bytes: string;
}

/** Every table of a database whole, whoever may see which rows. For whoever owns the server. */
export async function dump(database: Database | Transaction<Record<never, never>>): Promise<DumpedTable[]> {
  const tables = await sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(database);
  const dumped: DumpedTable[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql.raw<{ row: string }>(`select t::text as row from ${name} t`).execute(database);
    const bytes: string[] = [];
    const text = rows.map(({ row }) => row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) => {
      bytes.push(Buffer.from(hex, 'hex').toString('utf8'));
      return ' ';
    })).join('\n');
    bytes.push(...readOut(text));
    dumped.push({ table: name, text, bytes: bytes.join('\n') });
  }
  return dumped;
}

/** What is written in base64 or base64url in a text, read: a signature hides nothing. */
export const readOut = (text: string, depth = 0): string[] =>
  depth === 3 ? [] : [...text.matchAll(/[A-Za-z0-9_+/-]{24,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64url').toString('utf8')).flatMap((decoded) => [decoded, ...readOut(decoded, depth + 1)]);
