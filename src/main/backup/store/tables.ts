import { quoted, type Session } from '#platform/db/session.ts';
import type { Manifest, Table } from '../format.ts';

/** Tables that are the program's own book-keeping about the database, not what it keeps for anybody. */
const ownTables = ['public.migration', 'public.restore_under_way'];

const ownSchemas = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`;
const isOfExtension = `exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

/** `schema.table`, quoted; names in a backup come from a file and are never trusted as SQL. */
export const identifierOf = (name: string): string => name.split('.').map(quoted).join('.');

/** All tables of all rooms with their columns, parents before children. Throws when foreign keys form a circle. */
export async function listTables(session: Session): Promise<Table[]> {
  const found = await session.rows<Table & { parents: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select string_agg(quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end, ', ' order by k.place)
        from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary), 't::text collate "C"') as "order",
      coalesce((select array_agg(distinct pn.nspname || '.' || p.relname) from pg_constraint f
        join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}') as parents
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and ${ownSchemas} and not ${isOfExtension}
      and n.nspname || '.' || c.relname <> all ($1) order by 1`, [ownTables]);
  const ordered: Table[] = [];
  let open = found;
  while (open.length > 0) {
    const waiting = new Set(open.map(({ name }) => name));
    const ready = open.filter(({ parents }) => !parents.some((parent) => waiting.has(parent)));
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...ready.map(({ name, columns, order }) => ({ name, columns, order })));
    open = open.filter((table) => !ready.includes(table));
  }
  return ordered;
}

export const listSequences = (session: Session): Promise<Manifest['sequences']> => session.rows(`
  select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences s
  where last_value is not null and schemaname not like 'pg\\_%' order by 1`);

/** About how many rows there are: for a progress display. */
export async function estimateRows(session: Session): Promise<number> {
  const found = await session.rows<{ rows: number }>(`select coalesce(sum(greatest(n_live_tup, 0)), 0)::float8 as rows from pg_stat_user_tables`);
  return found[0]!.rows;
}

/** The same text for the same rows, whatever the server's settings. */
export const plainText = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local bytea_output = 'hex';
  set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1; set local lock_timeout = '30s'; set local app.reach = 'node'`;

export const columnsOf = ({ columns }: Pick<Table, 'columns'>): string => columns.map(quoted).join(', ');

/** All rows of a table in the order in which they are hashed. The order was composed by `listTables` of this database. */
export const orderedRows = (table: Table): string => `select ${columnsOf(table)} from ${identifierOf(table.name)} t order by ${table.order}`;
