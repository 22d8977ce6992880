import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Driver } from 'kysely';
import type { Database } from '#platform/db/connect.ts';

/** The process has ended: nothing that was under way in it goes on. */
export class ProcessEnded extends Error {
  constructor() {
    super('the process has ended');
  }
}

/** A node's database as it is seen from one process, which may end at any statement. */
export interface MortalDatabase {
  readonly database: Database;
  readonly isDead: boolean;
  /** The process ends with the statement after so many: before it is run, or after it, when nobody hears its answer. */
  dieAfter(statements: number, isStatementRun: boolean): void;
  /** The process ends now: what it had not committed is undone, what it asks from now on fails. */
  kill(): void;
  /** While it is on, every statement that writes fails as on a full disk, and with it its transaction. */
  fillDisk(isFull: boolean): void;
  /** While it is on, what would be committed is undone instead: everything runs and is answered, nothing stays. */
  rehearse(isOn: boolean): void;
  /** As `kill`, and resolves when everything is undone and every connection given back. */
  end(): Promise<void>;
}

interface Lent {
  readonly connection: DatabaseConnection;
  giveBack(): void;
}

/** Borrows a connection for as long as its user wants. */
const borrow = (lasting: Database): Promise<Lent> =>
  new Promise((resolve, reject) => {
    lasting.getExecutor().provideConnection((connection) => new Promise<void>((giveBack) => resolve({ connection, giveBack }))).catch(reject);
  });

const writes = /^\s*(insert|update|delete)/i;
const diskFull = CompiledQuery.raw(`do $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);

const undo = async ({ connection, giveBack }: Lent): Promise<void> => {
  await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
  giveBack();
};

/** @param lasting the same database for every process that comes one after the other */
export function createMortalDatabase(lasting: Database): MortalDatabase {
  let isDead = false;
  let statementsLeft = Number.POSITIVE_INFINITY;
  let isLastRun = false;
  let isRehearsal = false;
  let isDiskFull = false;
  const lent = new Map<DatabaseConnection, Lent>();
  const undoing: Promise<void>[] = [];
  const requireLife = () => {
    if (isDead) throw new ProcessEnded();
  };
  const kill = () => {
    isDead = true;
    for (const one of lent.values()) undoing.push(undo(one));
    lent.clear();
  };
  const run = async (connection: DatabaseConnection, query: CompiledQuery) => {
    requireLife();
    statementsLeft -= 1;
    if (statementsLeft < 0 && !isLastRun) kill();
    requireLife();
    const result = await connection.executeQuery(isDiskFull && writes.test(query.sql) ? diskFull : query);
    if (statementsLeft < 0) kill();
    requireLife();
    return result;
  };
  const say = (statement: string) => async (connection: DatabaseConnection): Promise<void> => void (await connection.executeQuery(CompiledQuery.raw(statement)));
  const driver: Driver = {
    init: async () => undefined,
    async acquireConnection() {
      requireLife();
      const one = await borrow(lasting);
      const seen = {
        executeQuery: (query: CompiledQuery) => run(one.connection, query),
        streamQuery: () => { throw new Error('nothing here streams'); },
      } as unknown as DatabaseConnection;
      if (isDead) one.giveBack();
      requireLife();
      lent.set(seen, one);
      return seen;
    },
    beginTransaction: say('begin'),
    commitTransaction: (connection) => say(isRehearsal ? 'rollback' : 'commit')(connection),
    rollbackTransaction: say('rollback'),
    async releaseConnection(connection) {
      lent.get(connection)?.giveBack();
      lent.delete(connection);
    },
    destroy: async () => undefined,
  };
  return {
    database: new Kysely<Record<never, never>>({
      dialect: {
        createAdapter: () => new PostgresAdapter(), createQueryCompiler: () => new PostgresQueryCompiler(),
        createIntrospector: (database) => new PostgresIntrospector(database), createDriver: () => driver,
      },
    }),
    get isDead() {
      return isDead;
    },
    dieAfter: (statements, isStatementRun) => {
      statementsLeft = statements;
      isLastRun = isStatementRun;
    },
    kill,
    fillDisk: (isFull) => void (isDiskFull = isFull),
    rehearse: (isOn) => void (isRehearsal = isOn),
    end: async () => {
      kill();
      await Promise.all(undoing);
    },
  };
}
