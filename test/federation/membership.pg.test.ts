import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf, type Result } from '#kernel/result.ts';
import { canonicalJson, createGovernanceKey, openGovernanceKey, signAsGovernance, type GovernanceKey } from '#platform/vault/index.ts';
import { governanceRoutes, resumePeer } from '#rooms/governance/index.ts';
import { signedPartOf, type CountryRootDocument, type Directory, type Member, type MembershipDraft } from '#rooms/governance/schema/membership.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { expectRebuilt, nodeAlone } from '#test/support/rebuilt.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { createWorld, type FederatedNode, type World } from './world.ts';

/* The trust list of a country: signed by people, passed on by nodes, followed by all of them. */

const passphrase = 'una frase de paso para gobernar';
let wire: FaultyWire;
let world: World;
let keys: GovernanceKey[];
let document: CountryRootDocument;
let [one, two, three] = [] as unknown as [FederatedNode, FederatedNode, FederatedNode];

const verbAt = (path: string, method: string) => governanceRoutes.find(({ endpoint }) => endpoint.path === path && endpoint.method === method)!.verb;
const run = async <Output>(node: FederatedNode, path: string, input: object, method = 'POST', roles: readonly ('administrator' | 'coordinator')[] = ['administrator']): Promise<Result<Output>> =>
  (await verbAt(path, method).run(node.test.services, node.test.worker(roles, { hasSteppedUp: true }), input)) as Result<Output>;
const directoryAt = async (node: FederatedNode) => valueOf(await run<{ members: Member[]; countries: { isStale: boolean; entries: number }[] }>(node, '/api/governance/directory', {}, 'GET'));
const draftAt = async (node: FederatedNode, about: FederatedNode, change: object) => valueOf(await run<MembershipDraft>(node, '/api/governance/membership/draft', { nodeId: about.id, roles: ['custody'], status: 'active', ...change }));
const signed = async (draft: MembershipDraft, count = 2): Promise<MembershipDraft> => ({ ...draft, signatures: await Promise.all(keys.slice(0, count).map((key) => signAsGovernance('trust-entry', signedPartOf(draft), key))) });
const bring = (node: FederatedNode, documents: readonly MembershipDraft[]) => run<{ taken: number; known: number }>(node, '/api/governance/membership', { documents });

beforeAll(async () => {
  wire = createFaultyWire(31);
  world = await createWorld(wire, 3);
  [one, two, three] = world.nodes as [FederatedNode, FederatedNode, FederatedNode];
  const made = ['Procuraduría', 'Cancillería', 'Sociedad civil'].map((name, index) => valueOf(createGovernanceKey(name, passphrase, createSeededBytes(index + 70))));
  keys = made.map(({ file }) => valueOf(openGovernanceKey(file, passphrase)));
  const root = { typ: 'country-root/1' as const, country: 'MX', version: 1, threshold: 2, keys: made.map((key) => key.public), from: world.clock.now() };
  document = { root, signatures: await Promise.all(keys.map((key) => signAsGovernance('country-root', root, key))) };
});
afterAll(() => world.close());

test('a root is adopted only with the words of its holders, and a key file opens only with its passphrase', async () => {
  const file = valueOf(createGovernanceKey('Otra', passphrase)).file;
  expect(openGovernanceKey(file, 'otra frase de paso cualquiera')).toMatchObject({ problem: { details: { reason: 'passphrase-wrong' } } });
  expect(file).not.toContain(keys[0]!.key.secret);
  const fingerprint = await one.test.services.vault.fingerprint(canonicalJson(document.root));
  expect(await run(one, '/api/governance/countries', { document, fingerprint: 'uno dos tres cuatro cinco seis', means: 'phone' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await run(one, '/api/governance/countries', { document })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await run(one, '/api/governance/countries', { document: { ...document, signatures: document.signatures.slice(1) }, fingerprint, means: 'phone' })).toMatchObject({ problem: { details: { reason: 'root-unsigned' } } });
  for (const node of [one, two, three]) valueOf(await run(node, '/api/governance/countries', { document, fingerprint, means: 'in_person' }));
});

test('a signed line reaches every node, also by way of another, and one without enough signatures none', async () => {
  const drafts = await draftAt(one, three, { roles: ['custody', 'reception'] });
  expect(await bring(one, [await signed(drafts, 1)])).toMatchObject({ problem: { code: 'signature-invalid', details: { reason: 'threshold', have: 1, need: 2 } } });
  expect(await bring(one, [{ ...(await signed(drafts)), entry: { ...drafts.entry, roles: ['coordinator'] } }])).toMatchObject({ problem: { details: { reason: 'threshold', have: 0 } } });
  wire.part(one.address, three.address);
  const line = await signed(drafts);
  expect(await bring(one, [line])).toMatchObject({ ok: true, value: { taken: 1, known: 0 } });
  expect(await bring(one, [line])).toMatchObject({ ok: true, value: { taken: 0, known: 1 } });
  one.federation.courier.wake();
  await world.settle(2);
  two.federation.courier.wake();
  await world.settle(2);
  const { members, countries } = await directoryAt(three);
  expect(members).toMatchObject([{ nodeId: three.id, standing: 'self', roles: ['custody', 'reception'], isSameCard: true }]);
  expect(countries).toMatchObject([{ isStale: false, entries: 1 }]);
  wire.heal();
});

test('whom the list suspends is refused by every node that hears of it, until people there resume; the fence stays', async () => {
  const line = await signed(await draftAt(one, two, { status: 'suspended', fencedIncarnation: 3 }));
  valueOf(await bring(one, [line]));
  one.federation.courier.wake();
  world.clock.advanceHours(2);
  await world.settle(3);
  for (const node of [one, three]) expect((await directoryAt(node)).members.find(({ nodeId }) => nodeId === two.id)).toMatchObject({ status: 'suspended', standing: 'suspended' });
  expect(wire.sent.at(-1)).toBeDefined();
  const back = await signed(await draftAt(one, two, { status: 'active' }));
  expect(back.entry.fencedInc).toBe(3);
  valueOf(await bring(one, [back]));
  expect((await directoryAt(one)).members.find(({ nodeId }) => nodeId === two.id)).toMatchObject({ status: 'active', standing: 'suspended' });
  valueOf(await resumePeer.run(one.test.services, one.test.worker(['administrator'], { hasSteppedUp: true }), { nodeId: two.id, reason: 'la raíz lo levantó' }));
  expect((await directoryAt(one)).members.find(({ nodeId }) => nodeId === two.id)).toMatchObject({ standing: 'active' });
});

test('two lines at one place are never both believed', async () => {
  const draft = await draftAt(one, two, { roles: ['tracing'] });
  const [first, second] = [await signed(draft), await signed({ ...draft, entry: { ...draft.entry, roles: ['custody'] } })];
  valueOf(await bring(one, [first]));
  expect(await bring(one, [second])).toMatchObject({ problem: { code: 'conflict', details: { reason: 'trust-fork' } } });
});

test('a coordinator signs the directory, another node reads it, and a changed one does not hold', async () => {
  const { directory } = valueOf(await run<{ directory: string }>(one, '/api/governance/directory/signature', {}, 'POST', ['coordinator']));
  const read = valueOf(await run<Directory>(three, '/api/governance/directory/reading', { directory }));
  expect(read).toMatchObject({ by: one.id, heads: [{ country: 'MX' }] });
  expect(read.nodes.map(({ nodeId }) => nodeId).toSorted()).toEqual([two.id, three.id].toSorted());
  const [head, , signature] = directory.split('.');
  const forged = [head, Buffer.from(canonicalJson({ ...read, nodes: [] })).toString('base64url'), signature].join('.');
  expect(await run(three, '/api/governance/directory/reading', { directory: forged })).toMatchObject({ problem: { code: 'signature-invalid' } });
});

test('roots and lists are rebuilt from the log', async () => {
  // what only this world's probes wrote
  await sql`drop schema probe cascade`.execute(one.test.services.database);
  await expectRebuilt([nodeAlone(one.test)], ['governance.country_root', 'governance.membership']);
});
