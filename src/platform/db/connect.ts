import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** A node's database. Tables are named by the room that owns them: `database.withTables<PersonTables>()`. */
export type Database = Kysely<Record<never, never>>;

const timestampWithZone = 1184;
const day = 1082;
const bigInteger = 20;

const parserFor = (type: number): ((text: string) => unknown) | undefined => {
  if (type === timestampWithZone) return (text) => new Date(text).toISOString();
  if (type === day) return (text) => text;
  if (type === bigInteger) return Number;
  return undefined;
};

const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parserFor(type)) || pg.types.getTypeParser(type, format),
};

export interface ConnectionTarget {
  /** `postgres://user:password@host:port/database`, as in `DATABASE_URL`. */
  readonly url?: string;
  /** Folder of a Unix socket, for the embedded server. */
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  /** Connections kept at most; 10 unless told. */
  readonly maximum?: number;
}

/** How the driver reaches a database and reads its values. */
export const clientSettings = ({ url, host, port, database, user }: ConnectionTarget): pg.ClientConfig => ({
  ...(url === undefined ? {} : { connectionString: url }),
  ...(host === undefined ? {} : { host }),
  ...(port === undefined ? {} : { port }),
  ...(database === undefined ? {} : { database }),
  ...(user === undefined ? {} : { user }),
  types,
});

/** Statements with parameters that one pool lets the server keep; beyond them (lists of every length) each is read anew. */
const mostKept = 400;

/**
 * Lets the server keep the statements that come again, parsed and planned: under row-level security that is half of what a
 * short one costs. A pooler between needs session pooling, or to know prepared statements (PgBouncer 1.21).
 */
function keepStatements(pool: pg.Pool): void {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < mostKept) names.set(text, `statement_${names.size}`);
    return names.get(text);
  };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const kept = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
    };
    client.query = kept as typeof client.query;
  });
}

/** Opens a pool. Instants come back as ISO text in UTC, days as `YYYY-MM-DD`, 64-bit integers as numbers. */
export function connect(target: ConnectionTarget): Database {
  const pool = new pg.Pool({ ...clientSettings(target), max: target.maximum ?? 10 });
  // a connection that the server closes while idle must not bring the process down
  pool.on('error', () => undefined);
  keepStatements(pool);
  return new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) });
}
