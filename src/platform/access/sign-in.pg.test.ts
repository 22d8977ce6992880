import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessWorld, password, type AccessWorld } from '#test/security/access-world.ts';

let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld(); });
afterAll(() => world.close());

const signIn = (userName: string, secret = password, more: object = {}) =>
  world.browser().send('POST', '/api/sign-in', { userName, password: secret, ...more });

test('the right password opens a session in a cookie that no script and no other site can use', async () => {
  const { userName, id } = await world.account(['case_worker']);
  const browser = world.browser();
  const response = await browser.send('POST', '/api/sign-in', { userName: userName.toUpperCase(), password });
  expect(response.statusCode).toBe(200);
  expect(response.json().token).toBeUndefined();
  const name = `amparo_${world.node.services.nodeId.slice(0, 8)}`;
  const cookie = response.cookies.find((candidate) => candidate.name === name);
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  expect(cookie!.value).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const session = (await browser.send('GET', '/api/session')).json();
  expect(session).toMatchObject({ workerId: id, userName, displayName: `Persona ${userName}`, roles: ['case_worker'], teams: [{ name: 'Norte' }], mustChangePassword: false, steppedUpUntil: null });
  const [act] = world.acts('signed-in').slice(-1);
  expect(act).toMatchObject({ actor: id, childId: null, body: { accountId: id, firstFactor: 'password', secondFactor: null } });
});

test('a program gets a token instead of a cookie and uses it as bearer', async () => {
  const { userName } = await world.account(['case_worker']);
  const browser = world.browser();
  const response = await browser.send('POST', '/api/sign-in', { userName, password, asToken: true }, { 'x-amparo': '0' });
  expect(browser.cookies.size).toBe(0);
  const authorization = `Bearer ${response.json().token}`;
  expect((await world.browser().send('GET', '/api/session', undefined, { authorization })).json().userName).toBe(userName);
  expect((await world.browser().send('GET', '/api/session', undefined, { authorization: `${authorization}x` })).statusCode).toBe(401);
});

test('an unknown name and a wrong password get the same answer, and both are recorded', async () => {
  const { userName, id } = await world.account(['case_worker']);
  const before = world.acts('sign-in-failed').length;
  const [wrong, unknown] = [await signIn(userName, 'otra contraseña cualquiera'), await signIn('nadie-asi')];
  expect(wrong.statusCode).toBe(401);
  expect(wrong.body).toBe(unknown.body);
  expect(wrong.json().code).toBe('sign-in-failed');
  expect(world.acts('sign-in-failed').slice(before).map((operation) => operation.body)).toEqual([
    { accountId: id, step: 'password' },
    { accountId: null, step: 'password' },
  ]);
});

test.each(['known', 'unknown'])('after five failures a %s name waits, and longer each time', async (kind) => {
  const userName = kind === 'known' ? (await world.account(['case_worker'])).userName : 'no-existe';
  for (let turn = 0; turn < 5; turn++) expect((await signIn(userName, 'equivocada')).json().code).toBe('sign-in-failed');
  const locked = await signIn(userName);
  expect(locked.statusCode).toBe(429);
  expect(locked.json()).toMatchObject({ code: 'sign-in-locked', details: { retryAfterSeconds: 60 } });
  expect(locked.headers['retry-after']).toBe('60');
  world.node.clock.advanceHours(1 / 60);
  expect((await signIn(userName, 'equivocada')).json().code).toBe('sign-in-failed');
  expect((await signIn(userName)).json().details).toEqual({ retryAfterSeconds: 120 });
  world.node.clock.advanceHours(2 / 60);
  expect((await signIn(userName)).json().code).toBe(kind === 'known' ? undefined : 'sign-in-failed');
});

test('guesses sent all at once are counted one by one', async () => {
  const { userName } = await world.account(['case_worker']);
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(userName, 'equivocada')));
  const codes = answers.map((answer) => answer.json().code as string);
  expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(5);
  expect(codes.filter((code) => code === 'sign-in-locked')).toHaveLength(7);
});

test('a page of another site cannot sign anybody in', async () => {
  const { userName } = await world.account(['case_worker']);
  const response = await world.browser().send('POST', '/api/sign-in', { userName, password }, { 'x-amparo': '' });
  expect(response.json().code).toBe('not-allowed');
});

test('what is not a sign-in is refused before anything is looked up', async () => {
  expect((await signIn('ab')).json()).toMatchObject({ code: 'input-invalid', details: { fields: ['/userName: minLength'] } });
  expect((await signIn('maria', password, { roles: ['administrator'] })).json().code).toBe('input-invalid');
});

test('more than the allowed attempts a minute from one address are turned away', async () => {
  const small = await createAccessWorld({ attemptsPerMinute: 3 });
  const codes: number[] = [];
  for (let turn = 0; turn < 4; turn++) codes.push((await small.browser().send('POST', '/api/sign-in', { userName: `nadie${turn}`, password })).statusCode);
  expect(codes).toEqual([401, 401, 401, 429]);
  await small.close();
});

test('the sign-in page says whose node it is, and the description lists every door', async () => {
  expect((await world.browser().send('GET', '/api/sign-in')).json().node).toMatchObject({ id: world.node.services.nodeId, isTraining: true });
  const description = (await world.browser().send('GET', '/api/openapi.json')).json();
  expect(description.paths['/api/sign-in'].post).toMatchObject({ operationId: 'access.sign-in', security: [] });
  expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/sign-in/second-factor', '/api/sign-in/passkey', '/api/session/step-up', '/api/accounts']));
});
