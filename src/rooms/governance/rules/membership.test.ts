import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Instant } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Peer } from '../schema.ts';
import type { CountryRoot, MembershipEntry } from '../schema/membership.ts';
import { isStale, judgeRoot, takeLines, type KnownLists, type ProvenLine } from './membership.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keysOf = (...kids: string[]) => kids.map((kid) => ({ name: `Llave ${kid}`, kid, x: kid }));
const root: CountryRoot = { typ: 'country-root/1', country: 'GT', version: 1, threshold: 2, keys: keysOf('a', 'b', 'c'), from: now };
const nodes = ['a', 'b', 'c'].map((letter) => `n_${letter.repeat(26)}` as NodeId);
const peer = (nodeId: NodeId) => ({ nodeId, status: 'active', fencedIncarnation: 0 }) as Peer;
const empty: KnownLists = { roots: new Map([['GT', root]]), lines: new Map(), members: new Map(), peers: new Map(nodes.slice(0, 2).map((nodeId) => [nodeId, peer(nodeId)])) };
const entryOf = (nodeId: NodeId, status: MembershipEntry['status'] = 'active', fencedInc: number | null = null): MembershipEntry => ({ nodeId, member: 'PGN', country: 'GT', roles: [], cardHash: 'h', status, fencedInc, from: now });
const chain = (entries: readonly MembershipEntry[], signers = ['a', 'b']): ProvenLine[] => entries.map((entry, index) => ({ document: { seq: index + 1, prevHash: index === 0 ? null : `h${index}`, entry, signatures: [] }, hash: `h${index + 1}`, signers }));
const details = (result: ReturnType<typeof takeLines>) => (result.ok ? 'taken' : `${result.problem.code} ${String(result.problem.details['reason'] ?? '')}`.trim());

test('a root counts when every key of it has signed; a later one when enough of the former keys have', () => {
  const next = { ...root, version: 2, keys: keysOf('b', 'c', 'd') };
  const said = (known: CountryRoot | null, one: CountryRoot, own: string[], former: string[] = []) => {
    const judged = judgeRoot(known, one, { own, former });
    return judged.ok ? judged.value.isVouchedFor : String(judged.problem.details['reason'] ?? judged.problem.code);
  };
  expect(said(null, root, ['a', 'b', 'c'])).toBe(false);
  expect(said(null, root, ['a', 'b'])).toBe('root-unsigned');
  expect(said(null, { ...root, threshold: 4 }, ['a', 'b', 'c'])).toBe('root-threshold');
  expect(said(null, { ...root, keys: keysOf('a', 'a') }, ['a'])).toBe('root-key-twice');
  expect(said(root, next, ['b', 'c', 'd'], ['b', 'c'])).toBe(true);
  expect(said(root, next, ['b', 'c', 'd'], ['b'])).toBe('root-not-followed');
  expect(said(next, root, ['a', 'b', 'c'])).toBe('root-version');
  expect(said(root, root, ['a', 'b', 'c'])).toBe('already-done');
});

test('fewer signatures than the root asks for, or of strangers, never add a line', () => {
  fc.assert(fc.property(fc.subarray(['a', 'b', 'c', 'x', 'y']), (signers) => {
    const enough = signers.filter((kid) => 'abc'.includes(kid)).length >= 2;
    expect(details(takeLines(empty, chain([entryOf(nodes[2]!)], signers)))).toBe(enough ? 'taken' : 'signature-invalid threshold');
  }));
});

test('lines come in any order and any number of times: the list is the same, and a second line at one place is never taken', () => {
  const lines = chain([entryOf(nodes[0]!), entryOf(nodes[1]!), entryOf(nodes[0]!, 'suspended', 4), entryOf(nodes[2]!)]);
  expect(takeLines(empty, [...lines, ...lines])).toMatchObject({ ok: true, value: { taken: 4 } });
  expect(details(takeLines(empty, lines.slice(1)))).toBe('state-changed trust-gap');
  expect(details(takeLines(empty, [lines[0]!, { ...lines[0]!, hash: 'other' }]))).toBe('conflict trust-fork');
  expect(details(takeLines(empty, [lines[0]!, { ...lines[1]!, document: { ...lines[1]!.document, prevHash: 'other' } }]))).toBe('message-malformed trust-chain');
  expect(details(takeLines({ ...empty, roots: new Map() }, lines))).toBe('not-found');
});

test('whom the list suspends or retires is refused here at once, with a fence that only rises; what it retires stays so', () => {
  const changes = (entries: readonly MembershipEntry[]) => {
    const taken = takeLines(empty, chain(entries));
    return taken.ok ? taken.value.operations.filter(({ kind }) => kind === 'governance.peer-status-changed').map(({ body }) => body) : details(taken);
  };
  const [one, , stranger] = nodes as [NodeId, NodeId, NodeId];
  expect(changes([entryOf(one, 'suspended', 4), entryOf(one, 'active', 4), entryOf(one, 'decommissioned', 6)])).toMatchObject([
    { nodeId: one, status: 'suspended', fencedIncarnation: 4 }, { status: 'decommissioned', fencedIncarnation: 6 },
  ]);
  expect(changes([entryOf(stranger, 'suspended', 4)])).toEqual([]);
  expect(changes([entryOf(one, 'suspended', 4), entryOf(one, 'active', null)])).toBe('state-changed trust-fence');
  expect(changes([entryOf(one, 'decommissioned', 4), entryOf(one, 'active', 4)])).toBe('state-changed gone-for-good');
});

test('an old list is shown as old', () => {
  expect([isStale(null, now), isStale(now, addDays(now, 180)), isStale(now, addDays(now, 181))]).toEqual([true, false, true]);
});
