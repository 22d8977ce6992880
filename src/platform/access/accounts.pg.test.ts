import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessWorld, password, type AccessWorld, type Browser } from '#test/security/access-world.ts';

let world: AccessWorld;
let administrator: Browser & { readonly id: string };
beforeAll(async () => {
  world = await createAccessWorld();
  administrator = await world.signedIn(['administrator'], { isSteppedUp: true, teamIds: [] });
});
afterAll(() => world.close());

const create = (more: object = {}) =>
  administrator.send('POST', '/api/accounts', { userName: 'lucia.perez', displayName: 'Lucía Pérez', roles: ['case_worker'], teamIds: [world.teamIds[0]], ...more });

test('a new account signs in once with its temporary password, which must be changed and ends after three days', async () => {
  const { id, temporaryPassword } = (await create({ userName: 'lucia' })).json();
  expect(temporaryPassword).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const browser = world.browser();
  const signedIn = await browser.send('POST', '/api/sign-in', { userName: 'lucia', password: temporaryPassword });
  expect(signedIn.json().session).toMatchObject({ workerId: id, mustChangePassword: true });
  world.node.clock.advanceHours(72);
  expect((await world.browser().send('POST', '/api/sign-in', { userName: 'lucia', password: temporaryPassword })).json().code).toBe('sign-in-failed');
  administrator = await world.signedIn(['administrator'], { isSteppedUp: true, teamIds: [] });
});

test('names are not readable in the database', async () => {
  await create({ userName: 'quetzalli', displayName: 'Quetzalli Xiloj' });
  const dump = await world.node.services.database.withTables<{ 'access.account': Record<string, unknown> }>().selectFrom('access.account').selectAll().execute();
  const everything = JSON.stringify(dump, (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : value)).toLowerCase();
  expect(everything).not.toContain('quetzalli');
  expect(everything).not.toContain('xiloj');
});

test('a taken name, an unknown team, and administrator with files are refused', async () => {
  await create({ userName: 'repetida' });
  expect((await create({ userName: 'Repetida' })).json()).toMatchObject({ code: 'conflict', details: { field: 'userName' } });
  expect((await create({ userName: 'otra', teamIds: ['00000000-0000-7000-8000-000000000000'] })).json().code).toBe('not-found');
  expect((await create({ userName: 'otra', roles: ['administrator', 'supervisor'] })).json()).toMatchObject({ code: 'conflict', details: { field: 'roles' } });
  expect((await create({ userName: 'otra', roles: ['president'] })).json().code).toBe('input-invalid');
});

test('the same name asked for at the same moment is given once', async () => {
  const accounts = await Promise.all([1, 2, 3].map(() => create({ userName: 'gemela' })));
  expect(accounts.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409, 409]);
  const teams = await Promise.all([1, 2, 3].map(() => administrator.send('POST', '/api/teams', { name: 'Gemelo' })));
  expect(teams.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409, 409]);
});

test('only administrators keep accounts, and only after a step-up', async () => {
  const supervisor = await world.signedIn(['supervisor'], { isSteppedUp: true });
  expect((await supervisor.send('GET', '/api/accounts')).json().code).toBe('not-allowed');
  expect((await supervisor.send('POST', '/api/accounts', {})).json().code).toBe('not-allowed');
  expect((await supervisor.send('POST', '/api/teams', { name: 'Este' })).json().code).toBe('not-allowed');
  const fresh = await world.signedIn(['administrator']);
  const { id } = await world.account(['case_worker']);
  expect((await fresh.send('POST', '/api/accounts', {})).json().code).toBe('step-up-needed');
  expect((await fresh.send('PUT', `/api/accounts/${id}/roles`, {})).json().code).toBe('step-up-needed');
  expect((await fresh.send('PUT', `/api/accounts/${id}/status`, {})).json().code).toBe('step-up-needed');
  expect((await fresh.send('POST', `/api/accounts/${id}/password-reset`, {})).json().code).toBe('step-up-needed');
  expect((await fresh.send('GET', '/api/accounts')).statusCode).toBe(200);
});

test('an administrator cannot give themself anything, nor lose the own account', async () => {
  const own = `/api/accounts/${administrator.id}`;
  expect((await administrator.send('PUT', `${own}/roles`, { roles: ['supervisor'], teamIds: [] })).json().code).toBe('not-allowed');
  expect((await administrator.send('PUT', `${own}/status`, { status: 'disabled' })).json().code).toBe('not-allowed');
  expect((await administrator.send('POST', `${own}/password-reset`, {})).json().code).toBe('not-allowed');
  const childId = await world.child(world.teamIds[0]);
  expect((await administrator.send('POST', `/api/children/${childId}/break-glass`, { reason: 'Quiero ver este expediente ahora' })).json().code).toBe('not-allowed');
  expect((await administrator.send('GET', `/api/children/${childId}/access-log`)).json().code).toBe('not-allowed');
});

test('changed roles count at once and end the sessions', async () => {
  const worker = await world.signedIn(['case_worker']);
  const change = (accountId: string) => administrator.send('PUT', `/api/accounts/${accountId}/roles`, { roles: ['supervisor'], teamIds: [world.teamIds[1]] });
  expect((await change(worker.id)).statusCode).toBe(200);
  expect((await worker.send('GET', '/api/session')).statusCode).toBe(401);
  const again = await worker.send('POST', '/api/sign-in', { userName: worker.userName, password });
  expect(again.json().session).toMatchObject({ roles: ['supervisor'], teams: [{ name: 'Sur' }] });
  expect((await change('00000000-0000-7000-8000-000000000000')).json().code).toBe('not-found');
});

test('a disabled account is out at once and cannot come back until it is opened', async () => {
  const worker = await world.signedIn(['case_worker']);
  const set = (status: string) => administrator.send('PUT', `/api/accounts/${worker.id}/status`, { status });
  expect((await set('disabled')).statusCode).toBe(200);
  expect((await set('disabled')).json().code).toBe('already-done');
  expect((await worker.send('GET', '/api/session')).statusCode).toBe(401);
  expect((await worker.send('POST', '/api/sign-in', { userName: worker.userName, password })).json().code).toBe('sign-in-failed');
  await set('active');
  expect((await worker.send('POST', '/api/sign-in', { userName: worker.userName, password })).statusCode).toBe(200);
});

test('a reset ends sessions and lock, and second factors only when asked', async () => {
  const worker = await world.signedIn(['case_worker']);
  for (let turn = 0; turn < 6; turn++) await world.browser().send('POST', '/api/sign-in', { userName: worker.userName, password: 'equivocada' });
  const { temporaryPassword } = (await administrator.send('POST', `/api/accounts/${worker.id}/password-reset`, { removesSecondFactors: true })).json();
  expect((await worker.send('GET', '/api/session')).statusCode).toBe(401);
  expect((await worker.send('POST', '/api/sign-in', { userName: worker.userName, password })).json().code).toBe('sign-in-failed');
  expect((await worker.send('POST', '/api/sign-in', { userName: worker.userName, password: temporaryPassword })).json().session.mustChangePassword).toBe(true);
});

test('teams are made and renamed once each, and every worker knows colleagues and teams', async () => {
  const { id } = (await administrator.send('POST', '/api/teams', { name: 'Este' })).json();
  expect((await administrator.send('POST', '/api/teams', { name: 'ESTE' })).json().code).toBe('conflict');
  expect((await administrator.send('PUT', `/api/teams/${id}`, { name: 'Norte' })).json().code).toBe('conflict');
  expect((await administrator.send('PUT', `/api/teams/${id}`, { name: 'este' })).statusCode).toBe(200);
  expect((await administrator.send('PUT', '/api/teams/00000000-0000-7000-8000-000000000000', { name: 'Oeste' })).json().code).toBe('not-found');
  const worker = await world.signedIn(['monitoring_officer']);
  expect((await worker.send('GET', '/api/teams')).json().teams.map((team: { name: string }) => team.name)).toEqual(expect.arrayContaining(['Norte', 'Sur', 'este']));
  const [colleague] = (await worker.send('GET', '/api/workers')).json().workers;
  expect(Object.keys(colleague).toSorted()).toEqual(['displayName', 'id', 'isActive', 'roles', 'teamIds']);
});

test('the list says of each account what an administrator needs, and no secret', async () => {
  const { accounts } = (await administrator.send('GET', '/api/accounts')).json();
  const own = accounts.find((account: { id: string }) => account.id === administrator.id);
  expect(own).toMatchObject({ roles: ['administrator'], status: 'active', mustChangePassword: false, secondFactors: { hasTotp: false, passkeyCount: 0 } });
  expect(JSON.stringify(accounts)).not.toMatch(/argon2|hash|token/i);
});
