import { expect, test } from 'vitest';
import { checkNewPassword } from './password-policy.ts';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';

const reasonOf = (password: string, words: string[] = []) => {
  const checked = checkNewPassword(password, words);
  return checked.ok ? 'fine' : checked.problem.details.reason;
};

test('a password verifies against its hash, however the keyboard spells it', async () => {
  const encoded = await hashPassword('cañón tímido 62');
  expect(encoded).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword(encoded, 'cañón tímido 62'.normalize('NFD'))).toBe(true);
  expect(await verifyPassword(encoded, 'canon timido 62')).toBe(false);
  expect(await hashPassword('cañón tímido 62')).not.toBe(encoded);
});

test('no account, no hash and an endless password are a plain no', async () => {
  expect(await verifyPassword(undefined, 'cualquiera')).toBe(false);
  expect(await verifyPassword('$2b$10$abcdefghijklmnopqrstuv', 'cualquiera')).toBe(false);
  expect(await verifyPassword(await hashPassword('x'), 'x'.repeat(10_000))).toBe(false);
});

test('a hash of another tool or of another cost verifies and asks to be made again', async () => {
  // a test value of the reference implementation (P-H-C/phc-winner-argon2, src/test.c)
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword(reference, 'password')).toBe(true);
  expect(needsRehash(reference)).toBe(true);
  expect(needsRehash(await hashPassword('clave'))).toBe(false);
});

test.each([
  ['Abcd123', 'too-short'],
  ['x'.repeat(200), 'too-long'],
  ['aaaaaaaabbbb', 'too-simple'],
  ['198504231234', 'too-simple'],
  ['Contraseña2024!!', 'too-common'],
  ['p4ssw0rdp4ssw0rd', 'too-common'],
  ['Guatemala-México-1', 'too-common'],
  ['qwertyuiop123', 'too-common'],
  ['albergue belen 7 noches', 'personal'],
  ['tortuga cuadrada y verde', 'fine'],
  ['x7#kQ9!vLp2&zT', 'fine'],
  ['8391-5527-xk-44', 'fine'],
])('the policy on %s: %s', (password, reason) => expect(reasonOf(password, ['m.lopez', 'Albergue Belén'])).toBe(reason));
