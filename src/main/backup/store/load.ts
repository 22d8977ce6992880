import type { Session } from '#platform/db/session.ts';
import { quoted } from '#platform/db/session.ts';
import { identifierOf, plainText } from './tables.ts';
import type { Manifest, Table } from '../format.ts';

/** Marks a database in which a restore is under way: only such a one may be emptied again. */
export const markDatabase = (session: Session): Promise<unknown> => session.rows('create table if not exists public.restore_under_way ()');

/** Takes everything out of a database whose restore did not end. */
export async function emptyMarkedDatabase(session: Session): Promise<void> {
  const schemas = await session.rows<{ name: string }>(`select nspname as name from pg_namespace
    where nspname not in ('public', 'information_schema') and nspname not like 'pg\\_%' and to_regclass('public.restore_under_way') is not null`);
  const drops = schemas.map(({ name }) => `drop schema ${quoted(name)} cascade`);
  await session.rows(['begin', ...drops, 'drop table if exists public.migration, public.restore_under_way', 'commit'].join('; '));
}

interface Guard {
  readonly name: string;
  readonly isForced: boolean;
}

/**
 * Opens the transaction in which all rows come back. Row-level security binds the owner too and would refuse COPY, and
 * triggers would act on rows whose acts are long done: both rest until `endLoading`, in this transaction only.
 */
export async function beginLoading(session: Session, tables: readonly Table[]): Promise<readonly Guard[]> {
  await session.rows(`begin; ${plainText}`);
  const guards = await session.rows<Guard>(`select n.nspname || '.' || c.relname as name, c.relforcerowsecurity as "isForced"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname || '.' || c.relname = any ($1)`, [tables.map(({ name }) => name)]);
  const statements = guards.flatMap(({ name, isForced }) => [
    `alter table ${identifierOf(name)} disable trigger user`, ...(isForced ? [`alter table ${identifierOf(name)} no force row level security`] : []),
  ]);
  await session.rows([...statements, `truncate ${tables.map(({ name }) => identifierOf(name)).join(', ')}`].join('; '));
  return guards;
}

/** Everything guards itself again as before; the transaction is left open. */
export async function endLoading(session: Session, guards: readonly Guard[], sequences: Manifest['sequences']): Promise<void> {
  await session.rows(['set constraints all immediate', ...guards.flatMap(({ name, isForced }) => [
    `alter table ${identifierOf(name)} enable trigger user`, ...(isForced ? [`alter table ${identifierOf(name)} force row level security`] : []),
  ])].join('; '));
  for (const { name, value } of sequences) await session.rows('select setval($1::regclass, $2::bigint)', [identifierOf(name), value]);
}

export const commitLoading = (session: Session): Promise<unknown> => session.rows('drop table if exists public.restore_under_way; commit');
