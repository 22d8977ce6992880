import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeAt, createAccessWorld, password, type AccessWorld, type Browser } from '#test/security/access-world.ts';

let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld(); });
afterAll(() => world.close());

const nextStep = () => world.node.clock.advanceHours(30 / 3600);

/** A worker with an authenticator app. */
async function withTotp() {
  const worker = await world.signedIn(['lawyer'], { isSteppedUp: true });
  const { secret, otpauthUri } = (await worker.send('POST', '/api/session/totp', {})).json();
  const { recoveryCodes } = (await worker.send('POST', '/api/session/totp/confirm', { code: codeAt(world, secret) })).json();
  nextStep();
  return { ...worker, secret: secret as string, otpauthUri: otpauthUri as string, recoveryCodes: recoveryCodes as string[] };
}

async function half(userName: string): Promise<{ browser: Browser; challenge: string; methods: string[] }> {
  const browser = world.browser();
  const answer = (await browser.send('POST', '/api/sign-in', { userName, password })).json();
  return { browser, ...answer.details };
}

const finish = (browser: Browser, challenge: string, method: string, code: string) =>
  browser.send('POST', '/api/sign-in/second-factor', { challenge, method, code });

test('the app counts only after a first code, and its address names node and worker', async () => {
  const worker = await world.signedIn(['lawyer'], { isSteppedUp: true });
  expect((await worker.send('POST', '/api/session/totp/confirm', { code: '000000' })).json().code).toBe('conflict');
  const { secret, otpauthUri } = (await worker.send('POST', '/api/session/totp', {})).json();
  expect(otpauthUri).toContain(worker.userName);
  const wrong = codeAt(world, secret) === '000000' ? '111111' : '000000';
  expect((await worker.send('POST', '/api/session/totp/confirm', { code: wrong })).json().code).toBe('input-invalid');
  expect((await half(worker.userName)).challenge).toBeUndefined();
  const confirmed = await worker.send('POST', '/api/session/totp/confirm', { code: codeAt(world, secret) });
  expect(confirmed.json().recoveryCodes).toHaveLength(10);
  expect((await worker.send('POST', '/api/session/totp', {})).json().code).toBe('already-done');
});

test('with an app the password alone opens nothing; password and code open a stepped-up session', async () => {
  const worker = await withTotp();
  const { browser, challenge, methods } = await half(worker.userName);
  expect(methods).toEqual(['totp', 'recovery-code']);
  expect((await browser.send('GET', '/api/session')).statusCode).toBe(401);
  const answer = await finish(browser, challenge, 'totp', codeAt(world, worker.secret));
  expect(answer.json().session).toMatchObject({ userName: worker.userName, secondFactors: { hasTotp: true, recoveryCodesLeft: 10 } });
  expect(answer.json().session.steppedUpUntil).not.toBeNull();
});

test('a code and a challenge count once', async () => {
  const worker = await withTotp();
  const first = await half(worker.userName);
  const second = await half(worker.userName);
  const code = codeAt(world, worker.secret);
  expect((await finish(first.browser, first.challenge, 'totp', code)).statusCode).toBe(200);
  expect((await finish(second.browser, second.challenge, 'totp', code)).json().code).toBe('sign-in-failed');
  nextStep();
  expect((await finish(first.browser, first.challenge, 'totp', codeAt(world, worker.secret))).json().code).toBe('sign-in-failed');
  expect((await finish(second.browser, second.challenge, 'totp', codeAt(world, worker.secret))).statusCode).toBe(200);
});

test('a challenge ends after five minutes', async () => {
  const worker = await withTotp();
  const { browser, challenge } = await half(worker.userName);
  world.node.clock.advanceHours(5 / 60);
  expect((await finish(browser, challenge, 'totp', codeAt(world, worker.secret))).json().code).toBe('sign-in-failed');
});

test('six digits cannot be tried out, not even by whoever knows the password', async () => {
  const worker = await withTotp();
  const right = codeAt(world, worker.secret);
  const wrong = right === '000000' ? '111111' : '000000';
  for (let turn = 0; turn < 5; turn++) {
    const { browser, challenge } = await half(worker.userName);
    expect((await finish(browser, challenge, 'totp', wrong)).json().code).toBe('sign-in-failed');
  }
  expect((await world.browser().send('POST', '/api/sign-in', { userName: worker.userName, password })).json().code).toBe('sign-in-locked');
});

test('a recovery code stands in once, however it is typed', async () => {
  const worker = await withTotp();
  const first = await half(worker.userName);
  const code = worker.recoveryCodes[0]!.toLowerCase().replaceAll('-', ' ');
  expect((await finish(first.browser, first.challenge, 'recovery-code', code)).json().session.secondFactors.recoveryCodesLeft).toBe(9);
  const second = await half(worker.userName);
  expect((await finish(second.browser, second.challenge, 'recovery-code', code)).json().code).toBe('sign-in-failed');
});

test('new recovery codes end the old ones; without a second factor there are none', async () => {
  const worker = await withTotp();
  const renewed = (await worker.send('POST', '/api/session/recovery-codes', {})).json().recoveryCodes as string[];
  const { browser, challenge } = await half(worker.userName);
  expect((await finish(browser, challenge, 'recovery-code', worker.recoveryCodes[1]!)).json().code).toBe('sign-in-failed');
  expect((await finish(browser, challenge, 'recovery-code', renewed[1]!)).statusCode).toBe(200);
  expect((await worker.send('DELETE', '/api/session/totp')).statusCode).toBe(200);
  expect((await worker.send('DELETE', '/api/session/totp')).json().code).toBe('already-done');
  expect((await worker.send('POST', '/api/session/recovery-codes', {})).json().code).toBe('conflict');
  expect((await worker.send('GET', '/api/session')).json().secondFactors).toEqual({ hasTotp: false, passkeyCount: 0, recoveryCodesLeft: 0 });
});

test('a code steps up too', async () => {
  const worker = await withTotp();
  world.node.clock.advanceHours(11 / 60);
  const answer = await worker.send('POST', '/api/session/step-up', { method: 'totp', secret: codeAt(world, worker.secret) });
  expect(answer.json().session.steppedUpUntil).not.toBeNull();
});
