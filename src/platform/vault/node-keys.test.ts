import { expect, test } from 'vitest';
import { nodeIdPattern } from '#kernel/identifier.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { keyIdOf } from './key-pair.ts';
import {
  createNodeKeys, dropOldMasterKeys, forgetSealingKeys, forgettableSealingKeys, isRotationDue, keyInUse, nodeIdOf, replaceCompromisedKey, rotateExchangeKeys, rotateStorageKeys,
} from './node-keys.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keys = createNodeKeys(now, createSeededBytes(7));

test('the same seed makes the same node, another seed another, and no seed never the same', () => {
  expect(createNodeKeys(now, createSeededBytes(7))).toEqual(keys);
  expect(createNodeKeys(now, createSeededBytes(8)).root).not.toEqual(keys.root);
  expect(createNodeKeys(now).root).not.toEqual(createNodeKeys(now).root);
});

test('a node is named by its root key', () => {
  expect(nodeIdOf(keys.root.x)).toMatch(new RegExp(nodeIdPattern));
  expect(nodeIdOf(keys.root.x)).not.toBe(nodeIdOf(keys.audit.x));
});

test('a key is named by its thumbprint (the example of RFC 8037 appendix A.3)', () => {
  expect(keyIdOf('Ed25519', '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('rotation keeps every old key and uses the new one only after its card has had time to arrive', () => {
  const day83 = addDays(now, 83);
  expect(isRotationDue(keys, addDays(now, 82))).toBe(false);
  expect(isRotationDue(keys, day83)).toBe(true);
  const rotated = rotateExchangeKeys(keys, day83, createSeededBytes(9));
  expect(rotated.signing).toHaveLength(2);
  expect(rotated.sealing[1]).toEqual(keys.sealing[0]);
  expect(rotated.root).toEqual(keys.root);
  expect(keyInUse(rotated.signing, addDays(now, 89))).toEqual(keys.signing[0]);
  expect(keyInUse(rotated.signing, addDays(now, 90))).toEqual(rotated.signing[0]);
  expect(keys.signing[0]!.notAfter >= addDays(now, 120)).toBe(true);
});

test('a rotation that comes too late takes effect at once', () => {
  const late = addDays(now, 200);
  expect(keyInUse(rotateExchangeKeys(keys, late, createSeededBytes(9)).signing, late)).not.toEqual(keys.signing[0]);
});

test('storage keys: the new stands first, old master keys can be dropped, node secrets never', () => {
  const rotated = rotateStorageKeys(keys, addDays(now, 30), createSeededBytes(9));
  expect(rotated.master.map(({ id }) => id)).toEqual([rotated.master[0]!.id, keys.master[0]!.id]);
  const dropped = dropOldMasterKeys(rotated);
  expect(dropped.master).toEqual([rotated.master[0]]);
  expect(dropped.nodeSecret).toHaveLength(2);
});

test('a compromised key ends when it was taken, and its successor serves at once', () => {
  const [stolen] = rotateExchangeKeys(keys, addDays(now, 83), createSeededBytes(9)).signing.slice(-1);
  const rotated = rotateExchangeKeys(keys, addDays(now, 83), createSeededBytes(9));
  const [since, at] = [addDays(now, 84), addDays(now, 85)];
  const replaced = replaceCompromisedKey(rotated, stolen!.kid, since, at, createSeededBytes(10));
  expect(keyInUse(replaced.signing, at)).toEqual(replaced.signing[0]);
  // the one that was waiting for its day never takes the place of the newer one
  expect(keyInUse(replaced.signing, addDays(at, 10))).toEqual(replaced.signing[0]);
  expect(replaced.signing.find(({ kid }) => kid === stolen!.kid)).toMatchObject({ notAfter: since });
  expect(() => replaceCompromisedKey(rotated, 'unheard', since, at)).toThrow('never had');
});

test('a sealing key is forgotten 30 days after its end and after the last message that needed it, the one in use never', () => {
  const rotated = rotateExchangeKeys(keys, addDays(now, 83), createSeededBytes(9));
  const old = keys.sealing[0]!.kid;
  const at = (days: number, used = new Map<string, Instant>()) => forgettableSealingKeys(rotated, used, addDays(now, days));
  expect([at(149), at(151), at(500)]).toEqual([[], [old], [old]]);
  expect(at(151, new Map([[old, addDays(now, 130)]]))).toEqual([]);
  expect(at(161, new Map([[old, addDays(now, 130)]]))).toEqual([old]);
  expect(forgetSealingKeys(rotated, [old]).sealing).toEqual([rotated.sealing[0]]);
});
