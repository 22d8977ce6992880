import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { record } from '#platform/ledger/record.ts';
import { breakInChain, readChain, walkChain, type Link } from '#platform/ledger/verify.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { childIdFrom, type ChildId } from '#kernel/identifier.ts';

/** T5 of the security design: whoever changes what was recorded is found out, at every position. */

const length = 400;
const positions = 10_000;
let node: TestNode;
let childId: ChildId;
const chains: Record<'operation' | 'access', Link[]> = { operation: [], access: [] };

beforeAll(async () => {
  node = await createTestNode({ projectors: { probe: () => Promise.resolve() } });
  const { services, nodeCaller, clock } = node;
  childId = childIdFrom(services.randomBytes(16));
  await transact(services.database, nodeScope(clock.now()), async (transaction) => {
    const unit = unitOf(services, transaction, nodeCaller);
    await record(unit, Array.from({ length }, (_, index) => ({ kind: 'probe.noted', childId, body: { index } })));
    for (let index = 0; index < length; index++) await logAccess(transaction, nodeCaller, childId, `probe.look-${index}`, clock.now());
    for (const chain of ['operation', 'access'] as const) chains[chain] = await readChain(transaction, chain);
  });
});
afterAll(() => node.close());

type Attack = (links: Link[], at: number, other: number) => void;
/** What somebody with the right to write anything could do, hashes put in order as far as that goes without being the last link. */
const attacks: Readonly<Record<string, Attack>> = {
  edit: (links, at) => void (links[at] = { ...links[at]!, content: { ...links[at]!.content, actor: 'somebody-else' } }),
  'edit a time': (links, at) => void (links[at] = { ...links[at]!, content: { ...links[at]!.content, ...('at' in links[at]!.content ? { at: '2020-01-01T00:00:00.000Z' } : { made_at: '2020' }) } }),
  'edit a hash': (links, at, other) => void (links[at] = { ...links[at]!, hash: links[(at + other + 1) % links.length]!.hash }),
  delete: (links, at) => void links.splice(at, 1),
  'delete and number again': (links, at) => {
    links.splice(at, 1);
    for (let index = at; index < links.length; index++) links[index] = { ...links[index]!, sequence: index + 1, content: { ...links[index]!.content, sequence: index + 1 } };
  },
  insert: (links, at, other) => void links.splice(at, 0, { ...links[other]!, sequence: at + 1 }),
  repeat: (links, at) => void links.splice(at, 0, links[at]!),
  reorder: (links, at, other) => {
    const to = other === at ? (at + 1) % links.length : other;
    [links[at], links[to]] = [links[to]!, links[at]!];
  },
  truncate: (links, at) => void links.splice(at),
  'cut the beginning': (links, at) => void links.splice(0, at + 1),
};

test.each(['operation', 'access'] as const)('the %s chain: whatever is done to it at any place is found, and it holds as it is', (chain) => {
  const links = chains[chain];
  const head = { sequence: links.length, hash: links.at(-1)!.hash };
  expect(links).toHaveLength(length);
  expect(breakInChain(links, head)).toBeNull();
  const random = createSeededBytes(5);
  const draw = (limit: number) => random(4).reduce((sum, byte) => sum * 256 + byte, 0) % limit;
  const names = Object.keys(attacks);
  const missed: string[] = [];
  // a window of the chain is as good as the whole: what stands before it is proven by the first link's previous hash
  for (let turn = 0; turn < positions / 2; turn++) {
    const name = names[turn % names.length]!;
    const at = draw(length);
    const start = Math.max(0, Math.min(at - 10, length - 20));
    const before = start === 0 ? { sequence: 0, hash: '' } : { sequence: start, hash: links[start - 1]!.hash };
    const spoiled = links.slice(start, start + 20);
    const end = { sequence: start + 20, hash: links[start + 19]!.hash };
    attacks[name]!(spoiled, at - start, draw(20));
    if (breakInChain(spoiled, end, before) === null && JSON.stringify(spoiled) !== JSON.stringify(links.slice(start, start + 20))) missed.push(`${name} at ${at}`);
  }
  expect(missed).toEqual([]);
});

const tampered = async (chain: 'operation' | 'access', statement: string): Promise<number | null> => {
  const undo = new Error('undo');
  let found: number | null = null;
  const table = chain === 'operation' ? 'platform.operation' : 'platform.access_log';
  await node.services.database.transaction().execute(async (transaction: Transaction) => {
    // as the owner of the server, past every trigger
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql.raw(statement.replaceAll('TABLE', table)).execute(transaction);
    ({ brokenAt: found } = await walkChain(transaction, chain));
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return found;
};

test.each(['operation', 'access'] as const)('the %s chain in the database: an owner of the server who changes it is found', async (chain) => {
  expect(await tampered(chain, `select 1`)).toBeNull();
  expect(await tampered(chain, `update TABLE set actor = 'somebody-else' where sequence = 200`)).toBe(200);
  expect(await tampered(chain, `delete from TABLE where sequence = 123`)).toBe(123);
  expect(await tampered(chain, `delete from TABLE where sequence > 390`)).toBe(391);
  expect(await tampered(chain, `delete from TABLE`)).toBe(1);
  expect(await tampered(chain, `truncate TABLE`)).toBe(1);
  expect(await tampered(chain, `with moved as (update TABLE set sequence = sequence + 100000 where sequence in (50, 51)) update platform.chain_head set hash = hash`)).not.toBeNull();
});

test('the application itself may neither change nor remove a link', async () => {
  for (const table of ['platform.operation', 'platform.access_log']) {
    for (const statement of [`update ${table} set actor = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(transact(node.services.database, nodeScope(node.clock.now()), (transaction) => sql.raw(statement).execute(transaction))).rejects.toThrow(/permission denied|append-only/);
    }
  }
});
