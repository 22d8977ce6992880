import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { createAccessWorld, password, type AccessWorld } from '#test/security/access-world.ts';
import { ensureAccount } from './index.ts';

let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld(); });
afterAll(() => world.close());

const minutes = (count: number) => world.node.clock.advanceHours(count / 60);

test('half an hour without a request ends the session; requests keep it, but not past eight hours', async () => {
  const idle = await world.signedIn(['case_worker']);
  minutes(29);
  expect((await idle.send('GET', '/api/session')).statusCode).toBe(200);
  minutes(29);
  expect((await idle.send('GET', '/api/session')).statusCode).toBe(200);
  minutes(30);
  expect((await idle.send('GET', '/api/session')).json().code).toBe('sign-in-needed');
  const busy = await world.signedIn(['case_worker']);
  for (let turn = 0; turn < 19; turn++) {
    minutes(25);
    expect((await busy.send('GET', '/api/sessions')).statusCode).toBe(200);
  }
  minutes(5);
  expect((await busy.send('GET', '/api/sessions')).json().code).toBe('sign-in-needed');
});

test('signing in again on the same device ends the session before it and gives another token', async () => {
  const first = await world.signedIn(['case_worker']);
  const old = new Map(first.cookies);
  await first.send('POST', '/api/sign-in', { userName: first.userName, password });
  const cookieName = [...old.keys()].find((name) => !name.includes('device'))!;
  expect(first.cookies.get(cookieName)).not.toBe(old.get(cookieName));
  const headers = { authorization: `Bearer ${old.get(cookieName)}` };
  expect((await world.browser().send('GET', '/api/session', undefined, headers)).statusCode).toBe(401);
  expect((await first.send('GET', '/api/sessions')).json().sessions).toHaveLength(1);
});

test('a step-up holds for ten minutes, changes the token, and a wrong one is recorded', async () => {
  const worker = await world.signedIn(['case_worker']);
  const before = [...worker.cookies.values()].join();
  expect((await worker.send('POST', '/api/session/totp', {})).json().code).toBe('step-up-needed');
  expect((await worker.send('POST', '/api/session/step-up', { method: 'password', secret: 'equivocada' })).json().code).toBe('sign-in-failed');
  expect(world.acts('step-up-failed').at(-1)).toMatchObject({ actor: worker.id, body: { factor: 'password' } });
  const answer = await worker.send('POST', '/api/session/step-up', { method: 'password', secret: password });
  expect(answer.json().session.steppedUpUntil).not.toBeNull();
  expect([...worker.cookies.values()].join()).not.toBe(before);
  minutes(9);
  expect((await worker.send('POST', '/api/session/totp', {})).statusCode).toBe(200);
  minutes(1);
  expect((await worker.send('POST', '/api/session/totp', {})).json().code).toBe('step-up-needed');
  expect((await worker.send('POST', '/api/session/step-up', { method: 'totp', secret: '123456' })).json().code).toBe('sign-in-failed');
});

test('five wrong step-ups lock, so that an open screen is no place to guess a password', async () => {
  const worker = await world.signedIn(['case_worker']);
  const guess = () => worker.send('POST', '/api/session/step-up', { method: 'password', secret: 'equivocada' });
  for (let turn = 0; turn < 5; turn++) expect((await guess()).json().code).toBe('sign-in-failed');
  expect((await guess()).json().code).toBe('sign-in-locked');
});

test('a new password needs the old one, obeys the policy, and ends the other sessions', async () => {
  const here = await world.signedIn(['case_worker']);
  const elsewhere = world.browser();
  await elsewhere.send('POST', '/api/sign-in', { userName: here.userName, password });
  const change = (currentPassword: string, newPassword: string) => here.send('POST', '/api/session/password', { currentPassword, newPassword });
  expect((await change(password, password)).json().details).toEqual({ field: 'password', reason: 'unchanged' });
  expect((await change(password, `${here.userName}-${here.userName}`)).json().details).toMatchObject({ field: 'password', reason: 'personal' });
  expect((await change('equivocada', 'cuarenta grillos cantan')).json().code).toBe('sign-in-failed');
  expect((await change(password, 'cuarenta grillos cantan')).statusCode).toBe(200);
  expect((await here.send('GET', '/api/session')).statusCode).toBe(200);
  expect((await elsewhere.send('GET', '/api/session')).statusCode).toBe(401);
  expect((await world.browser().send('POST', '/api/sign-in', { userName: here.userName, password })).json().code).toBe('sign-in-failed');
});

test('whoever must change the password can do nothing else', async () => {
  const wanted = { userName: 'nueva', displayName: 'Persona nueva', roles: ['supervisor'], teamIds: [], password, mustChangePassword: true } as const;
  valueOf(await ensureAccount(world.node.services, wanted));
  const browser = world.browser();
  expect((await browser.send('POST', '/api/sign-in', { userName: 'nueva', password })).json().session.mustChangePassword).toBe(true);
  expect((await browser.send('GET', '/api/workers')).json().code).toBe('not-allowed');
  await browser.send('POST', '/api/session/password', { currentPassword: password, newPassword: 'cuarenta grillos cantan' });
  expect((await browser.send('GET', '/api/workers')).statusCode).toBe(200);
});

test('signing out ends the session here or everywhere', async () => {
  const worker = await world.signedIn(['case_worker']);
  const second = world.browser();
  await second.send('POST', '/api/sign-in', { userName: worker.userName, password });
  const kept = new Map(worker.cookies);
  expect((await worker.send('POST', '/api/sign-out', {})).statusCode).toBe(200);
  expect([...worker.cookies.keys()].every((name) => name.includes('device'))).toBe(true);
  for (const [name, value] of kept) worker.cookies.set(name, value);
  expect((await worker.send('GET', '/api/session')).statusCode).toBe(401);
  await worker.send('POST', '/api/sign-in', { userName: worker.userName, password });
  await second.send('POST', '/api/sign-out', { everywhere: true });
  expect((await worker.send('GET', '/api/session')).statusCode).toBe(401);
});

test('a worker sees and ends only own sessions', async () => {
  const worker = await world.signedIn(['case_worker']);
  const phone = world.browser();
  await phone.send('POST', '/api/sign-in', { userName: worker.userName, password }, { 'user-agent': 'Mozilla/5.0 (Android) Firefox/140.0' });
  const other = await world.signedIn(['case_worker']);
  const list = (await worker.send('GET', '/api/sessions')).json().sessions as { id: string; isCurrent: boolean; browser: string }[];
  expect(list.map((row) => [row.isCurrent, row.browser])).toEqual(expect.arrayContaining([[true, 'other'], [false, 'firefox']]));
  const phoneSession = list.find((row) => !row.isCurrent)!.id;
  expect((await other.send('DELETE', `/api/sessions/${phoneSession}`)).json().code).toBe('not-found');
  expect((await worker.send('DELETE', `/api/sessions/${phoneSession}`)).statusCode).toBe(200);
  expect((await phone.send('GET', '/api/session')).statusCode).toBe(401);
  expect((await worker.send('DELETE', `/api/sessions/${phoneSession}`)).json().code).toBe('not-found');
});

test('the language is the account’s, not the browser’s', async () => {
  const worker = await world.signedIn(['case_worker']);
  expect((await worker.send('PUT', '/api/session/language', { language: 'fr' })).json().code).toBe('input-invalid');
  expect((await worker.send('PUT', '/api/session/language', { language: 'en' })).statusCode).toBe(200);
  expect((await worker.send('GET', '/api/session')).json().language).toBe('en');
});
