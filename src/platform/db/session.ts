import { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { clientSettings, type ConnectionTarget } from './connect.ts';

/** One connection of one's own, for work that must be one transaction over the whole database. */
export interface Session {
  rows<Row>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The rows of a query in PostgreSQL's text format, as it streams them. */
  copyOut(query: string): Readable;
  /** Rows in the same format into a table; done when the stream has finished. */
  copyIn(table: string): Writable;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** @param table, query: composed of quoted names only, see `quoted` */
export async function openSession(target: ConnectionTarget): Promise<Session> {
  const client = new pg.Client(clientSettings(target));
  // a connection that breaks also fails the statement under way, which says so
  client.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => void client.once('end', resolve));
  await client.connect();
  return {
    rows: async <Row>(statement: string, values: readonly unknown[] = []) => (await client.query(statement, [...values])).rows as Row[],
    copyOut: (query) => client.query(to(`copy (${query}) to stdout`)),
    copyIn: (table) => client.query(from(`copy ${table} from stdin`)),
    ended,
    close: () => client.end(),
  };
}

/** A name as an SQL identifier. */
export const quoted = (name: string): string => pg.escapeIdentifier(name);
