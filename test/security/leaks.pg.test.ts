import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createNodeServer } from '#main/server.ts';
import { connect } from '#platform/db/connect.ts';
import { readLine } from '#test/support/read-line.ts';
import { tellStory, type Story } from './story.ts';

/** T4 of the security design: every personal field held a word that stands nowhere else; nobody may find it where it has no business. */

/** Where a word may stand in the open, each with its reason. */
const allowed: readonly { readonly place: RegExp; readonly field: RegExp; readonly because: string }[] = [
  { place: /^inside a/, field: /^plan\./, because: 'the receiver is told who brings the children, to whom and where; on the line the whole message is sealed to it' },
];

let story: Story;
beforeAll(async () => {
  story = await tellStory();
});
afterAll(() => story.close());

/** A text with everything in it that is written in base64url or base64 read out beside it: a signature hides nothing. */
function readOut(text: string, depth = 0): string {
  if (depth === 3) return text;
  const inner = [...text.matchAll(/[A-Za-z0-9_+/-]{24,}/g)].map(([run]) => Buffer.from(run, 'base64url').toString('utf8')).filter((decoded) => decoded.includes('"') || decoded.includes('Zq'));
  return [text, ...inner.map((decoded) => readOut(decoded, depth + 1))].join('\n');
}

/** The fields whose words stand in a text; letters may be small or in base64 at any of its three offsets. */
function found(place: string, content: string | Buffer): string[] {
  const text = (typeof content === 'string' ? content : content.toString('latin1')).toLowerCase();
  return [...story.canaries].filter(([field, word]) => text.includes(word.toLowerCase()) && !allowed.some((one) => one.place.test(place) && one.field.test(field))).map(([field]) => `${place}: ${field}`);
}

test('the words would be found if they stood there', () => {
  const word = story.canaries.get('givenNames')!;
  expect(found('a text', `x ${word} x`)).toEqual(['a text: givenNames']);
  expect(found('a message', readOut(`head.${Buffer.from(JSON.stringify({ name: word })).toString('base64url')}.sign`))).toEqual(['a message: givenNames']);
  expect(story.canaries.size).toBeGreaterThan(80);
});

test('no column of any table of any node holds a word', async () => {
  const leaks: string[] = [];
  for (const agency of story.agencies) {
    await agency.within(async ({ transaction }) => {
      await sql`reset role`.execute(transaction);
      const tables = await sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(transaction);
      for (const { name } of tables.rows) {
        const { rows } = await sql.raw<{ row: string }>(`select t::text as row from ${name} t`).execute(transaction);
        leaks.push(...found(`${agency.name} ${name}`, readOut(rows.map(({ row }) => row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))).join('\n'))));
      }
    });
  }
  expect([...new Set(leaks)]).toEqual([]);
});

/** Of the server that all tests share: the database of another may be dropped meanwhile, and its folder is gone. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else if (entry.isFile()) yield file;
  }
}

test('no file of the database server, its write-ahead log included, and no stored photo or document holds a word', async () => {
  const lasting = connect({ host: inject('clusterHost'), user: 'postgres', database: 'postgres', maximum: 1 });
  await sql`checkpoint`.execute(lasting);
  const leaks: string[] = [];
  let count = 0;
  const shown = await sql<{ data_directory: string }>`show data_directory`.execute(lasting);
  await lasting.destroy();
  for (const folder of [shown.rows[0]!.data_directory, ...story.agencies.map((agency) => agency.services.settings.fileFolder)]) {
    for await (const file of filesIn(folder)) {
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      if (!content.includes('Kanari') && !content.includes('kanari')) count++;
      else leaks.push(...found(path.relative(folder, file), content));
    }
  }
  expect(leaks).toEqual([]);
  expect(count).toBeGreaterThan(100);
}, 120_000);

test('no message on the wire, its address and headers included, tells a word to the line', () => {
  const leaks = story.wire.sent.flatMap(({ request }) => found(`${request.method} ${request.path.split('?')[0]!.slice(0, 14)}`, readOut(`${request.path}\n${JSON.stringify(request.headers)}\n${request.body}`)));
  expect([...new Set(leaks)]).toEqual([]);
  expect(story.wire.sent.length).toBeGreaterThan(12);
});

test('a message tells the line neither its kind nor a child, and inside tells only the plan before custody moves', async () => {
  const letters = story.wire.sent.filter(({ request }) => request.path === '/fed/1/inbox');
  const inside = await Promise.all(letters.map(({ to, request }) => readLine(story.agencies.find(({ services }) => services.settings.publicAddress === to)!.services.vault, request)));
  expect(new Set(inside.map((message) => (JSON.parse(message) as { typ: string }).typ)).size).toBeGreaterThan(6);
  expect(inside.join('\n')).toContain(story.canaries.get('plan.escort'));
  expect([...new Set(inside.flatMap((message) => found(`inside a ${(JSON.parse(message) as { typ: string }).typ}`, readOut(message))))]).toEqual([]);
  for (const { request } of letters) for (const told of ['"typ"', 'OFFER', story.childId]) expect(readOut(`${JSON.stringify(request.headers)}\n${request.body}`)).not.toContain(told);
});

test('the agency that was asked for a service, and never had the child, knows no word of her file but what the referral says', async () => {
  const [, , third] = story.agencies;
  // as a witness of the intake it keeps the first link of custody, which holds identifiers and signatures alone
  const operations = await third.within(async ({ transaction }) => (await sql<{ kind: string }>`select kind from platform.operation where child_id = ${story.childId}`.execute(transaction)).rows);
  expect([...new Set(operations.map(({ kind }) => kind))].toSorted()).toEqual(['handover.linked', 'handover.referral-answered', 'handover.referral-sent']);
});

test('refusals, headers and the log of the server tell no word and no password', async () => {
  const [one] = story.agencies;
  const lines: string[] = [];
  const server = await createNodeServer(one.services, one, { logLevel: 'info', logTo: { write: (line: string) => void lines.push(line) }, attemptsPerMinute: 1000 });
  const words = [...story.canaries.values()].join(' ');
  const replies: string[] = [];
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) => {
    const response = await server.inject({ method, url, headers: { 'x-amparo': '1', ...headers }, ...(payload ? { payload } : {}) });
    replies.push(JSON.stringify(response.headers), response.body);
    return response;
  };
  const userName = `u.${story.canaries.get('account.userName')!.toLowerCase()}`;
  await ask('POST', '/api/sign-in', { userName, password: words.slice(0, 100) });
  await ask('POST', '/api/sign-in', { userName: 'nobody', password: story.password, extra: words });
  await ask('POST', '/api/search', { names: words });
  await ask('GET', `/api/children/${words.slice(0, 22)}?names=${words.slice(0, 40)}`);
  await ask('POST', '/api/children', { profile: { givenNames: words } }, { authorization: 'Bearer nothing-of-the-kind' });
  const signed = await server.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-amparo': '1' }, payload: { userName: userName, password: story.password, asToken: true } });
  const { token } = signed.json<{ token: string }>();
  const authorization = { authorization: `Bearer ${token}` };
  await ask('POST', '/api/children', { searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: words }, profile: { givenNames: words, [story.canaries.get('nickname')!]: 1 } }, authorization);
  await ask('POST', `/api/children/${story.childId}/notes`, { kind: 'general', text: words.repeat(4) }, authorization);
  await ask('POST', '/api/search', { names: { [story.canaries.get('givenNames')!]: 1 } }, authorization);
  await server.close();
  expect(lines.length).toBeGreaterThan(10);
  expect(found('the log', lines.join('\n'))).toEqual([]);
  expect(replies.flatMap((reply) => found('a reply', reply))).toEqual([]);
});
