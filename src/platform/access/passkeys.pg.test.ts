import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessWorld, password, type AccessWorld, type Browser } from '#test/security/access-world.ts';
import { createSoftwarePasskey, type Flaw, type SoftwarePasskey } from '#test/security/software-passkey.ts';

const origin = 'https://localhost:8443';
let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld({ publicAddress: origin }); });
afterAll(() => world.close());

async function register(browser: Browser, passkey: SoftwarePasskey, flaw: Flaw = {}) {
  const { challenge, options } = (await browser.send('POST', '/api/session/passkeys/options', {})).json();
  return browser.send('POST', '/api/session/passkeys', { challenge, response: passkey.create(options, flaw), label: 'Teléfono de Rosa' });
}

async function withPasskey() {
  const worker = await world.signedIn(['shelter_staff'], { isSteppedUp: true });
  const passkey = createSoftwarePasskey(origin);
  const answer = await register(worker, passkey);
  return { ...worker, passkey, passkeyId: answer.json().id as string, recoveryCodes: answer.json().recoveryCodes as string[] };
}

async function signIn(passkey: SoftwarePasskey, flaw: Flaw = {}, browser = world.browser()) {
  const { challenge, options } = (await browser.send('POST', '/api/sign-in/passkey/options', {})).json();
  return browser.send('POST', '/api/sign-in/passkey', { challenge, response: passkey.get(options, flaw) });
}

test('a passkey signs in alone, as two factors, without a user name', async () => {
  const worker = await withPasskey();
  expect(worker.recoveryCodes).toHaveLength(10);
  const answer = await signIn(worker.passkey);
  expect(answer.json().session).toMatchObject({ userName: worker.userName, secondFactors: { passkeyCount: 1 } });
  expect(answer.json().session.steppedUpUntil).not.toBeNull();
  expect(world.acts('signed-in').at(-1)).toMatchObject({ actor: worker.id, body: { firstFactor: 'passkey', secondFactor: 'passkey' } });
  const [row] = (await worker.send('GET', '/api/session/passkeys')).json().passkeys;
  expect(row).toMatchObject({ id: worker.passkeyId, label: 'Teléfono de Rosa', isSynced: false });
  expect(row.lastUsedAt).not.toBeNull();
});

test.each<[string, Flaw]>([
  ['for another site', { origin: 'https://amparo.example' }],
  ['for another node’s name', { rpId: 'amparo.example' }],
  ['for another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ['without having recognised the person', { isPersonUnverified: true }],
  ['by another key', { isSignedByOther: true }],
  ['by a copy of the passkey, whose count runs behind', { counter: 1 }],
])('an answer made %s opens nothing', async (_, flaw) => {
  const worker = await withPasskey();
  await signIn(worker.passkey);
  const refused = await signIn(worker.passkey, flaw);
  expect(refused.statusCode).toBe(401);
  expect(refused.json().code).toBe('sign-in-failed');
});

test('a challenge is used once, in time, and not for something else', async () => {
  const worker = await withPasskey();
  const browser = world.browser();
  const { challenge, options } = (await browser.send('POST', '/api/sign-in/passkey/options', {})).json();
  const response = worker.passkey.get(options);
  expect((await browser.send('POST', '/api/sign-in/passkey', { challenge, response })).statusCode).toBe(200);
  expect((await browser.send('POST', '/api/sign-in/passkey', { challenge, response: worker.passkey.get(options) })).json().code).toBe('sign-in-failed');
  const late = (await browser.send('POST', '/api/sign-in/passkey/options', {})).json();
  world.node.clock.advanceHours(5 / 60);
  expect((await browser.send('POST', '/api/sign-in/passkey', { challenge: late.challenge, response: worker.passkey.get(late.options) })).json().code).toBe('sign-in-failed');
  const forStepUp = (await worker.send('POST', '/api/session/step-up/passkey/options', {})).json();
  const misused = { challenge: forStepUp.challenge, response: worker.passkey.get(forStepUp.options) };
  expect((await browser.send('POST', '/api/sign-in/passkey', misused)).json().code).toBe('sign-in-failed');
});

test('an unknown passkey and nonsense get the same refusal', async () => {
  expect((await signIn(createSoftwarePasskey(origin))).json().code).toBe('sign-in-failed');
  const { challenge } = (await world.browser().send('POST', '/api/sign-in/passkey/options', {})).json();
  expect((await world.browser().send('POST', '/api/sign-in/passkey', { challenge, response: { id: 7 } })).json().code).toBe('sign-in-failed');
});

test('with a passkey the password alone is not enough', async () => {
  const worker = await withPasskey();
  const answer = (await world.browser().send('POST', '/api/sign-in', { userName: worker.userName, password })).json();
  expect(answer).toMatchObject({ code: 'second-factor-needed', details: { methods: ['passkey', 'recovery-code'] } });
});

test('a passkey steps up its own worker only', async () => {
  const [worker, other] = [await withPasskey(), await withPasskey()];
  world.node.clock.advanceHours(11 / 60);
  const stepUp = async (passkey: SoftwarePasskey) => {
    const { challenge, options } = (await worker.send('POST', '/api/session/step-up/passkey/options', {})).json();
    return worker.send('POST', '/api/session/step-up/passkey', { challenge, response: passkey.get(options) });
  };
  expect((await stepUp(other.passkey)).json().code).toBe('sign-in-failed');
  expect((await stepUp(worker.passkey)).json().session.steppedUpUntil).not.toBeNull();
});

test('registration refuses a wrong answer, a known passkey, and a session that has not stepped up', async () => {
  const worker = await withPasskey();
  expect((await register(worker, createSoftwarePasskey(origin), { origin: 'https://amparo.example' })).json().code).toBe('input-invalid');
  expect((await register(worker, createSoftwarePasskey(origin), { isPersonUnverified: true })).json().code).toBe('input-invalid');
  expect((await register(worker, worker.passkey)).json().code).toBe('already-done');
  expect((await register(worker, createSoftwarePasskey(origin))).json().recoveryCodes).toEqual([]);
  const fresh = await world.signedIn(['shelter_staff']);
  expect((await fresh.send('POST', '/api/session/passkeys/options', {})).json().code).toBe('step-up-needed');
});

test('a removed passkey opens nothing, and is only its worker’s to remove', async () => {
  const [worker, other] = [await withPasskey(), await withPasskey()];
  expect((await other.send('DELETE', `/api/session/passkeys/${worker.passkeyId}`)).json().code).toBe('not-found');
  expect((await worker.send('DELETE', `/api/session/passkeys/${worker.passkeyId}`)).statusCode).toBe(200);
  expect((await signIn(worker.passkey)).json().code).toBe('sign-in-failed');
  expect((await worker.send('GET', '/api/session')).json().secondFactors).toEqual({ hasTotp: false, passkeyCount: 0, recoveryCodesLeft: 0 });
});
