import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { listTables, plantRows, type TableName } from './planted-rows.ts';

/** Tables whose rows say nothing about a person, each with the reason. */
const open: Readonly<Record<string, string>> = {
  'public.migration': 'which files ran',
  'platform.chain_head': 'the newest hash of each chain',
  'vault.child_key': 'wrapped keys: useless without the master key, and must never look destroyed (migration 0002)',
  'governance.own_card': 'what every peer holds',
  'governance.country_root': 'whose keys govern for a country',
  'governance.invitation': 'agencies, not people',
  'governance.leaving': 'that this node leaves',
  'governance.membership': 'agencies, not people',
  'governance.own_revocation': 'keys of this node',
  'governance.peer': 'agencies, not people',
  'governance.trust_entry': 'agencies, not people',
  'governance.decommission_proposal': 'agencies, not people',
  'governance.agreement': 'signed with the peers',
  'proof.audit_export': 'which periods auditors were given, by whom',
  'federation.conscience_look': 'when each agency was compared with, and about how many',
  'federation.copies': 'how far the copies of each peer came in a recovery',
  'tracing.standing': 'how far the standing questions have read the log',
  'federation.late_key_use': 'which former key of this node was needed when',
  'federation.link': 'how the line to each agency stands',
  'federation.deposited_head': 'where the chains of peers stood: numbers and hashes',
  'federation.line_out': 'how the line to each agency stands',
};

/** Functions that see more than whoever calls them, each with what it tells. */
const seesMore: Readonly<Record<string, string>> = {
  'federation.queue_counts()': 'how much waits for each peer: counts alone',
  'federation.returned_counts(integer)': 'how much each peer gave back in a recovery: counts alone',
};

/** Protocol rows that every file worker of the agency may read (migration 0030): identifiers and codes, no content. */
const readByAllTeams = new Set(['node_state', 'peer_state', 'custody', 'outgoing', 'incoming', 'member', 'intake', 'witnessed', 'tenure', 'chain_link', 'folio', 'card', 'settled_ending', 'alias', 'last_block', 'tracking', 'dispute', 'return_case'].map((table) => `handover.${table}`));

const stranger = '00000000-0000-7000-8000-00000000000f';
const strangersTeams = '{00000000-0000-7000-8000-00000000000e}';

/** Whose settings a connection has: nobody's, and those of people whom no row concerns. */
const eyes = {
  'nobody (no settings)': {},
  'an administrator or monitoring officer': { 'app.reach': 'none', 'app.worker': stranger, 'app.teams': '{}', 'app.now': '2026-01-02T00:00:00Z' },
  'a worker of another team': { 'app.reach': 'team', 'app.worker': stranger, 'app.teams': strangersTeams, 'app.now': '2026-01-02T00:00:00Z' },
  'a worker without a team': { 'app.reach': 'team', 'app.worker': stranger, 'app.teams': '{}', 'app.now': '2026-01-02T00:00:00Z' },
  'settings that make no sense': { 'app.reach': 'everything', 'app.worker': '', 'app.teams': '', 'app.now': '', 'app.access': 'all' },
} as const;
type Eyes = keyof typeof eyes;

let world: TestDatabase;
let tables: TableName[];
beforeAll(async () => {
  world = await createTestDatabase();
  tables = await listTables(world.database);
  await plantRows(world.database, tables);
});
afterAll(() => world.drop());

const guarded = (who: Eyes): TableName[] => {
  const isOfTeam = 'app.reach' in eyes[who] && eyes[who]['app.reach'] === 'team';
  return tables.filter(({ name }) => !(name in open) && !(isOfTeam && readByAllTeams.has(name)));
};

/** How many rows a statement touched, or how the database refused it. */
async function tried(who: Eyes, statement: string): Promise<number | 'refused'> {
  const rollback = new Error('rollback');
  let touched = 0;
  try {
    await world.database.transaction().execute(async (transaction) => {
      for (const [name, value] of Object.entries(eyes[who])) await sql`select set_config(${name}, ${value}, true)`.execute(transaction);
      await sql`set local role amparo_app`.execute(transaction);
      const result = await sql.raw(statement).execute(transaction);
      touched = Number(result.numAffectedRows ?? result.rows.length);
      throw rollback;
    });
  } catch (error) {
    if (error === rollback) return touched;
    const { code } = error as { code?: string };
    // no right, or a row against the policy
    if (code === '42501') return 'refused';
    // the policy had let the copy through: only the key stopped it
    if (code === '23505' || code === '23P01') return 1;
    throw error;
  }
  return touched;
}

test('every table with a person behind it is under forced row-level security, and every open one exists', () => {
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter((table) => !table.isForced).map((table) => table.name).toSorted()).toEqual(
    Object.keys(open).filter((name) => tables.some((table) => table.name === name)).toSorted(),
  );
});

test('the application’s role owns nothing and cannot step around the rules', async () => {
  const role = await sql<{ superuser: boolean; bypasses: boolean; owns: number }>`
    select rolsuper as superuser, rolbypassrls as bypasses,
      (select count(*) from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = 'amparo_app'`.execute(world.database);
  expect(role.rows).toEqual([{ superuser: false, bypasses: false, owns: 0 }]);
  const owners = await sql<{ definer: string }>`
    select p.oid::regprocedure::text as definer from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`.execute(world.database);
  expect(owners.rows.map((row) => row.definer)).toEqual(Object.keys(seesMore));
});

test.each(Object.keys(eyes) as Eyes[])('%s: reads, changes and deletes no row of any table', async (who) => {
  const leaks: string[] = [];
  const unchanged = async (quoted: string) => {
    const column = await sql<{ name: string }>`select attname as name from pg_attribute where attrelid = ${quoted}::regclass and attnum = 1`.execute(world.database);
    return `"${column.rows[0]!.name}" = "${column.rows[0]!.name}"`;
  };
  for (const { quoted } of guarded(who)) {
    const statements = [
      `select * from ${quoted}`,
      `select count(*) from ${quoted} having count(*) > 0`,
      `update ${quoted} set ${await unchanged(quoted)} returning *`,
      `delete from ${quoted} returning *`,
    ];
    for (const statement of statements) {
      const touched = await tried(who, statement);
      if (touched !== 0 && touched !== 'refused') leaks.push(`${statement}: ${touched}`);
    }
  }
  expect(leaks).toEqual([]);
});

/** Where a caller without any sight may still add a row: what is recorded about an act is written whoever acts. */
const writtenByAnyCaller = new Set(['platform.operation', 'platform.access_log', 'access.child_scope', 'governance.withheld_fact']);

test.each(Object.keys(eyes) as Eyes[])('%s: adds a row to no table but the logs', async (who) => {
  const leaks: string[] = [];
  for (const { name, quoted } of guarded(who)) {
    // a copy of the row that is there, read by the owner
    const row = await sql<{ values: string }>`select quote_literal(t::text) as values from ${sql.raw(quoted)} t limit 1`.execute(world.database);
    const outcome = await tried(who, `insert into ${quoted} select (${row.rows[0]!.values}::${quoted}).*`);
    if (outcome !== 'refused' && !writtenByAnyCaller.has(name)) leaks.push(`${name}: ${outcome}`);
  }
  expect(leaks).toEqual([]);
});

test('the planted rows are there: the owner reads one of every table, and the node itself too', async () => {
  for (const { name, quoted } of tables) {
    const seen = await sql.raw(`select 1 from ${quoted}`).execute(world.database);
    expect(seen.rows.length, name).toBeGreaterThan(0);
  }
  await world.database.transaction().execute(async (transaction) => {
    await sql`select set_config('app.reach', 'node', true)`.execute(transaction);
    await sql`set local role amparo_app`.execute(transaction);
    for (const { name, quoted } of tables.filter((table) => table.isForced)) {
      const seen = await sql.raw(`select 1 from ${quoted}`).execute(transaction);
      expect(seen.rows.length, name).toBeGreaterThan(0);
    }
  });
});
