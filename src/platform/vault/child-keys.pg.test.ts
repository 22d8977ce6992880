import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childIdFrom, type ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { createVirtualClock, trainingDay } from '#test/support/virtual-clock.ts';
import { createNodeKeys, createVault, dropOldMasterKeys, rotateStorageKeys, type Vault, type VaultTables } from './index.ts';

const random = createSeededBytes(1);
const newChild = (): ChildId => childIdFrom(random(16));
const clock = createVirtualClock();
const keys = createNodeKeys(clock.now(), random);
const newVault = (): Vault => createVault({ keys, now: clock.now });
const vault = newVault();
const secret = { name: 'Marisol Tzoc Chávez', notes: ['llegó sola'] };

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());
const act = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => transact(db.database, nodeScope(trainingDay), work);

const childWithSecret = async () => {
  const childId = newChild();
  const sealed = await act(async (transaction) => {
    await vault.ensureChildKey(transaction, childId);
    return vault.sealForChild(transaction, childId, secret, 'person.name');
  });
  return { childId, sealed };
};
const openWith = (reader: Vault, childId: ChildId, sealed: Buffer) => act((transaction) => reader.openForChild(transaction, childId, sealed, 'person.name'));

test('what is sealed for a child shows nothing, and opens in another process of the node', async () => {
  const { childId, sealed } = await childWithSecret();
  expect(sealed.includes('Marisol')).toBe(false);
  expect(valueOf(await openWith(newVault(), childId, sealed))).toEqual(secret);
  const photo = Buffer.from([0xff, 0xd8, 0, 1]);
  const stored = await act((transaction) => vault.sealBytesForChild(transaction, childId, photo, 'case.photo'));
  expect(valueOf(await act((transaction) => vault.openBytesForChild(transaction, childId, stored, 'case.photo')))).toEqual(photo);
});

test('a value moved to another child or purpose, or altered, does not open', async () => {
  const one = await childWithSecret();
  const other = await childWithSecret();
  await expect(openWith(vault, other.childId, one.sealed)).resolves.toMatchObject({ ok: false, problem: { code: 'erased' } });
  await expect(act((transaction) => vault.openForChild(transaction, one.childId, one.sealed, 'person.contact'))).rejects.toThrow('altered or belongs elsewhere');
  for (const position of [0, 12, 25, one.sealed.length - 1]) {
    const altered = Buffer.from(one.sealed);
    altered[position]! ^= 1;
    await expect(openWith(vault, one.childId, altered)).rejects.toThrow(/form|altered/);
  }
});

test('a destroyed key erases: here at once, in another process within a minute, for the master key too', async () => {
  const { childId, sealed } = await childWithSecret();
  const elsewhere = newVault();
  valueOf(await openWith(elsewhere, childId, sealed));
  await act((transaction) => vault.destroyChildKey(transaction, childId));
  expect(await openWith(vault, childId, sealed)).toMatchObject({ ok: false, problem: { code: 'erased' } });
  clock.advanceHours(0.02);
  expect(await openWith(elsewhere, childId, sealed)).toMatchObject({ ok: false, problem: { code: 'erased' } });
  await expect(act((transaction) => vault.sealForChild(transaction, childId, secret, 'person.name'))).rejects.toThrow('destroyed');
  const tables = db.database.withTables<VaultTables>();
  const row = await tables.selectFrom('vault.child_key').selectAll().where('child_id', '=', childId).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ wrapped: null, destroyed_at: expect.any(String) as string });
});

test('a child who comes back after erasure gets a new key; the old values stay erased', async () => {
  const { childId, sealed } = await childWithSecret();
  await act((transaction) => vault.destroyChildKey(transaction, childId));
  const again = await act(async (transaction) => {
    await vault.ensureChildKey(transaction, childId);
    await vault.ensureChildKey(transaction, childId);
    return vault.sealForChild(transaction, childId, secret, 'person.name');
  });
  expect(valueOf(await openWith(vault, childId, again))).toEqual(secret);
  expect(await openWith(vault, childId, sealed)).toMatchObject({ ok: false, problem: { code: 'erased' } });
});

test('a key whose making was rolled back is never used again', async () => {
  const childId = newChild();
  const failing = act(async (transaction) => {
    await vault.ensureChildKey(transaction, childId);
    await vault.sealForChild(transaction, childId, secret, 'person.name');
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  await expect(act((transaction) => vault.sealForChild(transaction, childId, secret, 'person.name'))).rejects.toThrow('no key was ever made');
  const sealed = await act(async (transaction) => {
    await vault.ensureChildKey(transaction, childId);
    return vault.sealForChild(transaction, childId, secret, 'person.name');
  });
  expect(valueOf(await openWith(newVault(), childId, sealed))).toEqual(secret);
});

test('rotation of the master key: everything is wrapped again, then the old key can go', async () => {
  const { childId, sealed } = await childWithSecret();
  const rotated = rotateStorageKeys(keys, clock.now());
  const forgetful = createVault({ keys: dropOldMasterKeys(rotated), now: clock.now });
  await expect(openWith(forgetful, childId, sealed)).rejects.toThrow('is not here');
  const rotating = createVault({ keys: rotated, now: clock.now });
  const rounds: number[] = [];
  do rounds.push(await act((transaction) => rotating.rewrapChildKeys(transaction, 3)));
  while (rounds.at(-1) !== 0);
  expect(rounds.length).toBeGreaterThan(2);
  expect(valueOf(await openWith(forgetful, childId, sealed))).toEqual(secret);
  await expect(openWith(newVault(), childId, sealed)).rejects.toThrow('is not here');
});

test('many keys are taken into memory with one query', async () => {
  const children = await Promise.all([childWithSecret(), childWithSecret(), childWithSecret()]);
  const reader = createVault({ keys: rotateStorageKeys(keys, clock.now()), now: clock.now });
  await act((transaction) => reader.loadChildKeys(transaction, [...children.map(({ childId }) => childId), newChild()]));
  const nobody = undefined as unknown as Transaction;
  for (const { childId, sealed } of children) expect(valueOf(await reader.openForChild(nobody, childId, sealed, 'person.name'))).toEqual(secret);
});

test('the application may not delete a key, and a database without the master key opens nothing', async () => {
  const { childId, sealed } = await childWithSecret();
  await expect(act((transaction) => sql`delete from vault.child_key`.execute(transaction))).rejects.toThrow('permission denied');
  const thief = createVault({ keys: createNodeKeys(clock.now()), now: clock.now });
  await expect(openWith(thief, childId, sealed)).rejects.toThrow('is not here');
  const { rows } = await sql<{ wrapped: Buffer }>`select wrapped from vault.child_key where child_id = ${childId}`.execute(db.database);
  expect(rows[0]!.wrapped).toHaveLength(8 + 12 + 32 + 16);
});
