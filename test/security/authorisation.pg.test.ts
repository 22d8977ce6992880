import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemStatus, type ProblemCode } from '#kernel/problem.ts';
import { agencyWideRoles, roles, type Role } from '#kernel/role.ts';
import { createNodeServer } from '#main/server.ts';
import { doorExpectations, expectations, openRoutes, type Expectation } from './authorisation/table.ts';
import {
  childRelations, closedStates, createAuthorisationWorld, sessionStates, type AuthorisationWorld, type ChildRelation, type Relation, type SessionState, type Target, type TargetKind,
} from './authorisation/world.ts';

/** T1 of the security design: every route × role × session × relation, each asked over HTTP of a whole node on a real database. */

let world: AuthorisationWorld;
beforeAll(async () => {
  world = await createAuthorisationWorld();
}, 180_000);
afterAll(() => world.close());

interface Cell {
  readonly route: string;
  readonly role: Role;
  readonly state: SessionState;
  readonly kind: TargetKind | null;
  readonly relation: Relation;
  readonly target: Target | null;
  /** The codes that may answer; `done` is success. */
  readonly answers: readonly (ProblemCode | 'done')[];
}

const isWide = (role: Role): boolean => (agencyWideRoles as readonly Role[]).includes(role);

/** Whether a worker of the first team, in this role, reaches what stands in this relation. */
function reaches(role: Role, kind: TargetKind, relation: Relation): boolean {
  switch (relation) {
    case 'own team': case 'granted': case 'break-glass': case 'incoming': case 'mine': return true;
    case 'past, granted': return true;
    case 'other team': case 'grant expired': case 'break-glass expired': return kind === 'known child' || isWide(role);
    case 'past': return kind === 'known child';
    default: return false;
  }
}

const refusedFor = (expected: Expectation, route: string, role: Role, state: SessionState): ProblemCode | null => {
  if (closedStates.includes(state)) return 'sign-in-needed';
  if (state === 'page of another site' && !route.startsWith('GET ')) return 'not-allowed';
  if (state === 'password to be changed' || !expected.roles.includes(role)) return 'not-allowed';
  return expected.needsStepUp && state !== 'stepped up' && state !== 'page of another site' ? 'step-up-needed' : null;
};

/** A session that does not count is refused before its role is looked at: two roles stand for all. */
const statesFor = (route: string, expected: Expectation, roleIndex: number): readonly SessionState[] =>
  sessionStates.filter((state) => (state === 'page of another site' && route.startsWith('GET ') ? roleIndex === 0 : closedStates.includes(state) ? roleIndex % 4 === 0 : state !== 'step-up too old' || expected.needsStepUp));

function cellsOf(route: string, expected: Expectation): Cell[] {
  const targetsFor = (role: Role): Pick<Cell, 'kind' | 'relation' | 'target'>[] => expected.about
    ? expected.about.flatMap((kind) => [...world.targets(kind, role)].map(([relation, target]) => ({ kind, relation, target })))
    : [{ kind: null, relation: 'nothing', target: null }];
  return roles.flatMap((role, index) => statesFor(route, expected, index).flatMap((state) => targetsFor(role).slice(0, state === 'stepped up' ? undefined : 1).map(({ kind, relation, target }): Cell => {
    const refused = refusedFor(expected, route, role, state);
    const allowed = ['done' as const, ...(expected.refusals ?? [])];
    const special = expected.refusalsOf?.[relation];
    const answers = refused ? [refused] : kind !== null && !reaches(role, kind, relation) ? ['not-found' as const] : (special ?? allowed);
    return { route, role, state, kind, relation, target, answers };
  })));
}

async function ask(cell: Cell, expected: Expectation): Promise<{ readonly answer: string; readonly body: string }> {
  const [method, path] = cell.route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
  const input = { ...expected.input?.(cell.target ?? ({} as Target), world.facts) };
  const url = path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = String(input[name]);
    delete input[name];
    return encodeURIComponent(value);
  });
  const hasBody = method === 'POST' || method === 'PUT';
  const response = await world.server.inject({
    method, url, headers: world.headers(cell.role, cell.state), ...(hasBody ? { payload: input } : { query: input as Record<string, string> }),
  });
  if (response.statusCode === 200) return { answer: 'done', body: response.body };
  const { code } = JSON.parse(response.body) as { code: ProblemCode };
  return { answer: problemStatus[code] === response.statusCode ? code : `${response.statusCode} ${code}`, body: response.body };
}

/** Whose names an answer must not hold. */
const hiddenFrom = (role: Role): string[] => childRelations.filter((relation) => !isFiler(role) || !reaches(role, 'child', relation)).map((relation: ChildRelation) => world.canaries.get(relation)!);
const isFiler = (role: Role): boolean => role !== 'monitoring_officer' && role !== 'administrator';

test('every route stands in the table, and every row of the table is a route', () => {
  const listed = [...Object.keys(expectations), ...Object.keys(doorExpectations), ...Object.keys(openRoutes)];
  expect([...world.routes].toSorted()).toEqual(listed.toSorted());
});

const counts = { refused: 0, allowed: 0, succeeded: 0 };
let stored: Readonly<Record<string, string>>;

test.each(Object.entries(expectations))('%s answers each role, session and relation as the table says; a refusal changes nothing, and no answer names a child out of reach', async (route, expected) => {
  const wrong: string[] = [];
  const judge = async (cell: Cell) => {
    const { answer, body } = await ask(cell, expected);
    if (answer === 'done') counts.succeeded++;
    const name = `${cell.role} | ${cell.state} | ${cell.kind ?? ''} ${cell.relation}`;
    if (!(cell.answers as readonly string[]).includes(answer)) wrong.push(`${name}: ${answer}, not ${cell.answers.join(' or ')} ${body.slice(0, 200)}`);
    const told = hiddenFrom(cell.role).filter((canary) => body.includes(canary));
    if (told.length > 0) wrong.push(`${name}: tells ${told.join(', ')}`);
  };
  const cells = cellsOf(route, expected);
  const isRefused = ({ answers }: Cell) => !answers.includes('done') && answers.length === 1;
  const refused = cells.filter(isRefused);
  stored ??= await world.fingerprint();
  for (let start = 0; start < refused.length; start += 4) await Promise.all(refused.slice(start, start + 4).map(judge));
  const after = await world.fingerprint();
  for (const [table, sum] of Object.entries(after)) if (stored[table] !== sum) wrong.push(`a refusal changed ${table}`);
  stored = after;
  world.agency.mortal.rehearse(true);
  const allowed = cells.filter((cell) => !isRefused(cell));
  for (const cell of allowed) await judge(cell);
  world.agency.mortal.rehearse(false);
  counts.refused += refused.length;
  counts.allowed += allowed.length;
  expect(wrong).toEqual([]);
});

test('without a session nothing is answered but the doors', async () => {
  const { cells, wrong } = await askWithoutSession();
  counts.refused += cells;
  expect(wrong).toEqual([]);
});

test('at least 5,000 cells were asked', () => {
  console.log(`authorisation: ${counts.refused + counts.allowed} cells over ${world.routes.size} routes: ${counts.refused} refused, ${counts.allowed} allowed, of which ${counts.succeeded} succeeded`);
  expect(counts.refused + counts.allowed).toBeGreaterThanOrEqual(5000);
});

/** Nobody at all, and a token that never was one. */
async function askWithoutSession(): Promise<{ readonly cells: number; readonly wrong: string[] }> {
  const wrong: string[] = [];
  let cells = 0;
  const all = [...Object.keys(expectations).map((route) => [route, { needsSession: true, answers: 0 }] as const), ...Object.entries(doorExpectations)];
  for (const [route, door] of all) {
    const [method, path] = route.split(' ') as ['GET', string];
    for (const headers of [{ 'x-amparo': '1' }, { authorization: 'Bearer nothing', 'x-amparo': '1' }, { cookie: `amparo_${world.agency.nodeId.slice(0, 8)}=nothing`, 'x-amparo': '1' }]) {
      const payload = 'input' in door ? door.input : {};
      const response = await world.server.inject({ method, url: path.replaceAll(/:[a-zA-Z]+/g, 'x'), headers, ...(method === 'GET' ? {} : { payload }) });
      cells++;
      const wanted = door.needsSession ? [401] : [door.answers].flat();
      if (!wanted.includes(response.statusCode)) wrong.push(`${route} without a session: ${response.statusCode}, not ${wanted.join(' or ')} ${response.body.slice(0, 200)}`);
    }
  }
  return { cells, wrong };
}

test.each(Object.entries(doorExpectations))('%s is open as the table says, and closed to pages of other sites', async (route, door) => {
  const [method, url] = route.split(' ') as ['GET', string];
  world.agency.mortal.rehearse(true);
  const asked = (headers: Record<string, string>) => world.server.inject({ method, url, headers, ...(method === 'GET' ? {} : { payload: door.input ?? {} }) });
  for (const [index, state] of sessionStates.entries()) {
    const role = roles[index % roles.length]!;
    const { statusCode } = await asked(world.headers(role, state));
    const isForeign = state === 'page of another site' && method !== 'GET';
    const wanted = isForeign ? [403] : door.needsSession && closedStates.includes(state) ? [401] : [door.answers].flat();
    expect(wanted, `${role}, ${state}`).toContain(statusCode);
  }
  world.agency.mortal.rehearse(false);
});

/** A read that needs two children is refused for one: its entry is looked at where two files become one (test/federation). */
const personalReads = Object.entries(expectations).filter(([route, { about, refusals }]) => route.startsWith('GET ') && !refusals && about?.some((kind) => kind !== 'session' && kind !== 'known child'));

test.each(personalReads)('%s leaves an entry in the access log for the child, and nothing of what was read', async (route, expected) => {
  for (const kind of expected.about!) {
    const [relation, target] = [...world.targets(kind, 'supervisor')][0]!;
    const looks = () => world.agency.within(async ({ transaction }) => (await sql<{ act: string }>`select * from platform.access_log where child_id = ${target.childId} order by sequence`.execute(transaction)).rows);
    const before = await looks();
    const { answer } = await ask({ route, role: 'supervisor', state: 'signed in', kind, relation, target, answers: ['done'] }, expected);
    const added = (await looks()).slice(before.length);
    expect({ answer, entries: added.length }).toEqual({ answer: 'done', entries: 1 });
    for (const canary of world.canaries.values()) expect(JSON.stringify(added)).not.toContain(canary);
  }
});

/** Lists of identifiers and codes, where nothing tells who the child is. */
const ofCodesAlone = ['GET /api/federation/outbox', 'GET /api/federation/inbox', 'GET /api/federation/files'];
const readingByPost = ['POST /api/search', 'POST /api/imports/check'];
const lists = Object.entries(expectations).filter(([route, { about, refusals }]) => !about && !refusals && (route.startsWith('GET ') || readingByPost.includes(route)) && !ofCodesAlone.includes(route));
const showing = new Set<string>();

test.each(lists)('%s: whoever was shown a child in a list stands in the access log', async (route, expected) => {
  const looks = () => world.agency.within(async ({ transaction }) => (await sql<{ act: string; child_id: string | null; shown: string[] | null; asked: string | null }>`select * from platform.access_log order by sequence`.execute(transaction)).rows);
  const before = await looks();
  const own = world.targets('child', 'supervisor').get('own team')!;
  const names = world.canaries.get('own team')!;
  const input = route === 'POST /api/search' ? () => ({ names }) : expected.input;
  const role = expected.roles.find((one) => one === 'supervisor') ?? expected.roles[0]!;
  const { answer, body } = await ask({ route, role, state: 'stepped up', kind: null, relation: 'nothing', target: own, answers: ['done'] }, { ...expected, ...(input ? { input } : {}) });
  expect(answer).toBe('done');
  const added = (await looks()).slice(before.length);
  const logged = added.flatMap(({ child_id: childId, shown }) => shown ?? [childId!]);
  const told = [...new Set(world.childIds)].filter((childId) => body.includes(childId));
  expect(logged.toSorted()).toEqual(told.toSorted());
  expect(added.map(({ asked }) => asked)).toEqual(route === 'POST /api/search' ? [expect.stringMatching(/^[A-Za-z0-9_-]{43}$/)] : added.map(() => null));
  expect(JSON.stringify(added)).not.toContain(names);
  if (told.length > 0) showing.add(route);
});

test('the lists of which that was asked did show children', () => {
  for (const route of ['GET /api/children', 'GET /api/work', 'GET /api/handovers', 'GET /api/referrals', 'GET /api/access-requests', 'GET /api/access-reviews', 'POST /api/search']) expect([...showing]).toContain(route);
});

test('whoever tries out cards is slowed down: at the public page by address, at the look-up by session', async () => {
  const { services } = world.agency;
  const server = await createNodeServer(services, world.agency, { logLevel: 'silent' });
  const codes = async (url: string, headers: Record<string, string>) => {
    const seen: number[] = [];
    for (let turn = 0; turn < 62; turn++) seen.push((await server.inject({ method: 'GET', url, headers })).statusCode);
    return seen;
  };
  const page = await codes('/q/0123456789ABCDEF', {});
  expect([page[0], page[59], page[60]]).toEqual([200, 200, 429]);
  const [one, other] = [world.headers('case_worker', 'signed in'), world.headers('supervisor', 'signed in')];
  const url = '/api/federation/custodian?cardNumber=0123456789ABCDEF';
  const asked = await codes(url, one);
  expect([asked[0], asked[59], asked[60]]).toEqual([404, 404, 429]);
  expect((await server.inject({ method: 'GET', url, headers: other })).statusCode).toBe(404);
  await server.close();
});

test('every route answers with the protecting headers, and what is behind the sign-in is never kept by a cache', async () => {
  for (const route of world.routes) {
    const [method, path] = route.split(' ') as ['GET', string];
    const { headers } = await world.server.inject({ method, url: path.replaceAll(/:[a-zA-Z]+/g, 'x').replace('*', 'x'), ...(method === 'GET' ? {} : { headers: { 'x-amparo': '1', 'content-type': 'application/json' }, payload: '{}' }) });
    const policy = String(headers['content-security-policy']);
    expect(policy, route).toContain("default-src 'none'");
    expect(policy, route).not.toMatch(/unsafe|https?:|\*|data:/);
    // one file that works without a server names its script and style by their hashes
    const own = path === '/verificar' && policy.includes('sha256-') ? "'sha256-" : "'self'";
    for (const directive of [`script-src ${own}`, `style-src ${own}`, "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"]) expect(policy, route).toContain(directive);
    expect(headers, route).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' });
    if (path.startsWith('/api/')) expect(headers['cache-control'], route).toBe('no-store');
    expect(headers['access-control-allow-origin'], route).toBeUndefined();
    expect(headers['server'] ?? headers['x-powered-by'], route).toBeUndefined();
  }
});
