import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { Caller } from '#platform/services.ts';
import { projectCase, receive } from '#rooms/case/index.ts';
import { countChildren, observe, projectPerson } from '#rooms/person/index.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { createRegistry, type Registry } from './registry.ts';

let node: TestNode;
let worker: Caller;
beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: projectCase } });
  worker = node.worker(['case_worker']);
});
afterAll(() => node.close());

const received = async (profile: PartialProfile): Promise<ChildId> =>
  valueOf(await receive.run(node.services, worker, { searchedFirst: { candidatesShown: 2 }, profile, source: 'child', found: {} })).childId;
const found = (registry: Registry, names: string) =>
  transact(node.services.database, nodeScope(node.clock.now()), async (transaction) => (await registry.search({ transaction }, { key: '', spokenName: names }, { limit: 3 })).map(({ key }) => key));

describe.each([['in this thread', Infinity], ['in a thread of its own', 0]])('%s', (_, threadFrom) => {
  test('finds what another process on the same database has recorded, without being told', async () => {
    const before = await received({ givenNames: 'Ixmucané', firstSurname: 'Tzaquitzal' });
    const registry = createRegistry(node.services, { threadFrom });
    await registry.ready();
    expect(await found(registry, 'Ixmucane Tzakitsal')).toContain(before);
    const later = await received({ givenNames: 'Zoraida', firstSurname: 'Quexel' });
    expect(await found(registry, 'Soraida Kexel')).toContain(later);
    expect(registry.size).toBeGreaterThan(1);
    await registry.close();
  });

  test('finds under the newest name', async () => {
    const registry = createRegistry(node.services, { threadFrom });
    const childId = await received({ givenNames: 'Belarmina', firstSurname: 'Yojcom' });
    expect(await found(registry, 'Belarmina Yojcom')).toContain(childId);
    node.clock.advanceHours(1);
    await observe.run(node.services, worker, { childId, fields: { givenNames: 'Wenceslada' }, source: 'document' });
    await registry.refresh();
    expect(await found(registry, 'Wenceslada Yojcom')).toContain(childId);
    await registry.close();
  });
});

test('a search of a worker leaves the reach of her transaction as it was', async () => {
  const registry = createRegistry(node.services);
  await received({ givenNames: 'Nazaria', firstSurname: 'Ovalle' });
  const reach = await transact(node.services.database, { reach: 'team', workerId: null, teamIds: [node.teams[1]], now: node.clock.now() }, async (transaction) => {
    const keys = await registry.search({ transaction }, { key: '', spokenName: 'Nazaria Ovalle' }, { limit: 1 });
    expect(keys).toHaveLength(1);
    return countChildren(transaction);
  });
  expect(reach).toBe(0);
});

test('when its thread breaks down the index is read anew', async () => {
  const registry = createRegistry(node.services, { threadFrom: 0 });
  const childId = await received({ givenNames: 'Crisanta', firstSurname: 'Sohom' });
  expect(await found(registry, 'Crisanta Sohom')).toContain(childId);
  await registry.close();
  expect(await found(registry, 'Crisanta Sohom')).toContain(childId);
  await registry.close();
});
