import { setImmediate } from 'node:timers/promises';
import { createChance, type RandomBytes } from '#platform/vault/index.ts';
import { generateCorridor } from '../generator/corridor.ts';
import { createJoinKernel } from '../kernels/keys.ts';
import { loadKernel } from '../kernels/load.ts';
import { readNameKnowledge } from '../names.ts';
import { encodingOf, saltsOf, type KeyedHash } from '../rules/private/encoding.ts';
import { compositeFacts } from '../rules/private/facts.ts';
import { bitsOfKeys, joinKeys, keyWords } from '../rules/private/join.ts';
import { nominate, type Nomination } from '../rules/private/nominate.ts';
import type { PersonRecord } from '../rules/record.ts';

let knowledge: ReturnType<typeof readNameKnowledge> | undefined;

/** The facts of a person for a private set intersection, at most so many. */
export const factsOf = (record: PersonRecord, most: number): string[] => compositeFacts(record, (knowledge ??= readNameKnowledge()).nicknames, most);

/** Encodings one behind the other, and whose each is. */
export interface Encodings {
  readonly keys: Uint32Array;
  readonly owners: Int32Array;
}

/** Encodes persons under the hash of one run; one of unknown sex has two encodings. */
export function encode(records: readonly PersonRecord[], hash: KeyedHash): Encodings {
  const all = records.flatMap((record, owner) => saltsOf(record).map((salt) => ({ owner, key: encodingOf(record, salt, hash) })));
  const keys = new Uint32Array(all.length * keyWords);
  for (const [index, { key }] of all.entries()) keys.set(key, index * keyWords);
  return { keys, owners: Int32Array.from(all, ({ owner }) => owner) };
}

/** Encodings compared at a time: other requests are answered in between. */
const block = 512;

/** Nominates pairs of two lists of encodings. */
export async function nominatePairs(left: Encodings, right: Encodings, least: number, most: number): Promise<Nomination[]> {
  const module = loadKernel('keys');
  const join = module === null ? joinKeys : createJoinKernel(module);
  const found = { left: [] as number[], right: [] as number[], common: [] as number[] };
  for (let from = 0; from < left.owners.length; from += block) {
    const pairs = join(left.keys.subarray(from * keyWords, Math.min(left.owners.length, from + block) * keyWords), right.keys, least);
    for (let index = 0; index < pairs.left.length; index++) {
      found.left.push(from + pairs.left[index]!);
      found.right.push(pairs.right[index]!);
      found.common.push(pairs.common[index]!);
    }
    await setImmediate();
  }
  return nominate({ left: Int32Array.from(found.left), right: Int32Array.from(found.right), common: Int32Array.from(found.common) }, { left: bitsOfKeys(left.keys), right: bitsOfKeys(right.keys) }, { left: left.owners, right: right.owners }, most);
}

/** Names, births and places drawn apart from each other: a larger pool than is needed, so that chance decides and not the seed alone. */
const poolOf = (count: number, seed: number): PersonRecord[] => generateCorridor({ children: Math.max(200, count * 2), seed }).map(({ record }) => record);

/**
 * Invented persons who look like children of the corridor: among real encodings nobody can tell which is which. Each takes her names, birth, place and
 * family from different inventions, as the node's own chance will have it.
 */
export function inventPersons(count: number, chance: RandomBytes): PersonRecord[] {
  if (count === 0) return [];
  const below = createChance(chance);
  const pool = poolOf(count, below(2 ** 31));
  const any = (): PersonRecord => pool[below(pool.length)]!;
  return Array.from({ length: count }, (_, index): PersonRecord => {
    const [named, family, born, placed] = [any(), any(), any(), any()];
    return {
      key: `invented ${index}`, ...(named.givenNames ? { givenNames: named.givenNames } : {}), ...(named.sex ? { sex: named.sex } : {}), ...(family.surnames ? { surnames: family.surnames } : {}),
      ...(family.motherNames ? { motherNames: family.motherNames } : {}), ...(family.fatherNames ? { fatherNames: family.fatherNames } : {}), ...(born.birth ? { birth: born.birth } : {}),
      ...(placed.municipality === undefined ? {} : { municipality: placed.municipality }), ...(placed.phones ? { phones: placed.phones } : {}),
    };
  });
}
