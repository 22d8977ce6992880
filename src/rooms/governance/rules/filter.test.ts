import fc from 'fast-check';
import { Type, type TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { field, type Sensitivity } from '#kernel/field.ts';
import { uuidPattern, type ChildId, type NodeId, type Uuid } from '#kernel/identifier.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { Operation } from '#kernel/operation.ts';
import { valueOf } from '#kernel/result.ts';
import type { AgreementTerms, Disclosure } from '../schema.ts';
import { factWithheldKind, filterOperations, isWithheld, type OperationShapes } from './filter.ts';
import { whyWithheld, type Flow } from './policy.ts';

const from = `n_${'a'.repeat(26)}` as NodeId;
const to = `n_${'b'.repeat(26)}` as NodeId;
const termsWith = (fieldPolicy: AgreementTerms['fieldPolicy']): AgreementTerms => ({
  type: 'agreement/1', agreementId: '01890000-0000-7000-8000-000000000000' as Uuid, version: 1, parties: [from, to], purposes: ['custody_transfer'],
  categories: ['unaccompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31', fieldPolicy, onwardSharing: 'forbidden',
  escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'x',
});
const flow: Flow = { purpose: 'custody_transfer', from, to, receiver: 'civil_society', category: 'unaccompanied', country: 'MX', moment: 'accepted' };
const operationOf = (kind: string, body: unknown): Operation => ({
  id: '01890000-0000-7000-8000-000000000001' as Uuid, kind, childId: 'AAAAAAAAAAAAAAAAAAAAAA' as ChildId, actor: 'worker', actorLabel: 'Ana, Prueba',
  device: 'd', node: from, madeAt: '2026-03-02T15:00:00.000Z/0000/d' as HybridTime, base: {}, schemaVersion: 1, body,
});

const open = termsWith({ byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: {} });
const shapes: OperationShapes = {
  'probe.seen': {
    body: Type.Object({
      name: field(Type.String(), 'probe.field.name', 'C'),
      asylum: Type.Optional(field(Type.Object({ country: Type.String() }), 'probe.field.asylum', 'E')),
      reference: Type.Optional(Type.String({ pattern: uuidPattern })),
      unmarked: Type.Optional(Type.String()),
      deep: Type.Optional(Type.Array(Type.Object({ health: field(Type.String(), 'probe.field.health', 'D') }))),
    }),
  },
  'probe.sealed': { body: Type.Object({ account: field(Type.String(), 'probe.field.account', 'E') }) },
  'probe.note': { body: Type.Object({ text: field(Type.String(), 'probe.field.text', 'C') }), sensitivityOf: (body) => ((body as { text: string }).text.startsWith('!') ? 'E' : 'A') },
  'probe.worker-assigned': 'local',
};
const leave = (kind: string, body: unknown, terms = open, about = flow) => valueOf(filterOperations(terms, about, [operationOf(kind, body)], shapes));

test('class E stays behind unless the agreement names the field', () => {
  const body = { name: 'María', asylum: { country: 'HN' } };
  expect(leave('probe.seen', body)[0]!.body).toEqual({ name: 'María', asylum: { withheld: 'class-E' } });
  const named = termsWith({ ...open.fieldPolicy, byField: { 'probe.field.asylum': 'after_acceptance' } });
  expect(leave('probe.seen', body, named)[0]!.body).toEqual(body);
});

test('before acceptance only the fields of an offer leave', () => {
  expect(leave('probe.seen', { name: 'María' }, open, { ...flow, moment: 'offer' })[0]!.body).toEqual({ name: { withheld: 'after-acceptance' } });
});

test('references stay usable; what nobody marked counts as confidential', () => {
  const reference = '01890000-0000-7000-8000-00000000000a';
  expect(leave('probe.seen', { name: 'x', reference, unmarked: 'y' })[0]!.body).toEqual({ name: 'x', reference, unmarked: 'y' });
  const narrow = termsWith({ byClass: { ...open.fieldPolicy.byClass, D: 'never' }, byField: {} });
  expect(leave('probe.seen', { name: 'x', reference, unmarked: 'y', deep: [{ health: 'z' }] }, narrow)[0]!.body)
    .toEqual({ name: 'x', reference, unmarked: { withheld: 'class-D' }, deep: [{ health: { withheld: 'class-D' } }] });
  expect(leave('probe.seen', { name: 'x', reference: 'María' }, narrow)[0]!.body).toMatchObject({ reference: { withheld: 'class-D' } });
});

test('a sealed or unknown operation leaves only as the fact that something is withheld', () => {
  for (const [kind, body, withheld] of [['probe.sealed', { account: 'x' }, 'class-E'], ['probe.note', { text: '! x' }, 'class-E'], ['probe.unheard', { a: 1 }, 'unknown-kind']] as const) {
    const [left] = leave(kind, body);
    expect(left).toMatchObject({ id: operationOf('x', 0).id, kind: factWithheldKind, actorLabel: '', body: { withheld } });
    expect(valueOf(filterOperations(open, flow, [left!], shapes))).toEqual([left]);
  }
});

test('what only concerns the sending agency does not leave at all', () => {
  expect(leave('probe.worker-assigned', { workerId: 'x' })).toEqual([]);
});

test('fields that the schema does not know stay behind with their names', () => {
  expect(leave('probe.seen', { name: 'x', María: 'y' })[0]!.body).toEqual({ name: 'x', other: { withheld: 'unknown-field' } });
});

test('what was withheld before stays a note of it', () => {
  expect(isWithheld({ withheld: 'class-E' })).toBe(true);
  expect(isWithheld({ withheld: 'María' })).toBe(false);
  expect(leave('probe.seen', { name: { withheld: 'class-C' }, asylum: { withheld: 'class-E' } })[0]!.body).toEqual({ name: { withheld: 'class-C' }, asylum: { withheld: 'class-E' } });
});

test('a flow that the terms do not cover is refused as a whole', () => {
  const about = { ...flow, purpose: 'referral' } as const;
  expect(filterOperations(open, about, [operationOf('probe.seen', { name: 'x' })], shapes)).toMatchObject({ ok: false, problem: { code: 'flow-not-allowed', details: { reason: 'purpose' } } });
});

/** A random body shape with a value for each leaf that is seen nowhere else, and what the leaf is. */
interface Planted { readonly schema: TSchema; readonly value: unknown; readonly canaries: readonly { canary: string; key: string; sensitivity: Sensitivity }[] }
const sensitivities = ['A', 'B', 'C', 'D', 'E'] as const;
const disclosures = ['at_offer', 'after_acceptance', 'never'] as const;
let counter = 0;
const leaf = fc.record({ key: fc.constantFrom('one', 'two', 'three', 'four'), sensitivity: fc.constantFrom(...sensitivities), isMarked: fc.boolean(), isList: fc.boolean() }).map(({ key, sensitivity, isMarked, isList }): Planted => {
  const canary = `canary-${++counter}-`;
  const plain = isList ? Type.Array(Type.String()) : Type.String();
  return isMarked
    ? { schema: field(plain, `probe.field.${key}`, sensitivity), value: isList ? [canary] : canary, canaries: [{ canary, key: `probe.field.${key}`, sensitivity }] }
    : { schema: plain, value: isList ? [canary] : canary, canaries: [{ canary, key: 'unmarked', sensitivity: 'D' }] };
});
const { tree } = fc.letrec<{ tree: Planted; node: Planted; group: Planted }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
  group: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((members): Planted => ({
    schema: Type.Object(Object.fromEntries(members.map((member, index) => [`m${index}`, member.schema]))),
    value: Object.fromEntries([...members.map((member, index) => [`m${index}`, member.value]), ...(members.length % 2 ? [[`canary-name-${++counter}-`, `canary-${++counter}-`]] : [])]),
    canaries: members.flatMap((member) => member.canaries),
  })),
  tree: tie('group'),
}));

test('nothing outside the policy ever passes', () => {
  const disclosure = fc.constantFrom<Disclosure>(...disclosures);
  const policy = fc.record({ byClass: fc.record({ A: disclosure, B: disclosure, C: disclosure, D: disclosure }), byField: fc.dictionary(fc.constantFrom('probe.field.one', 'probe.field.two'), disclosure) });
  const about = fc.record({ moment: fc.constantFrom('offer' as const, 'accepted' as const), receiver: fc.constantFrom('civil_society' as const, 'migration_authority' as const) });
  fc.assert(fc.property(tree, policy, about, fc.constantFrom(...sensitivities), (planted, fieldPolicy, { moment, receiver }, least) => {
    const terms = termsWith(fieldPolicy);
    const thisFlow = { ...flow, moment, receiver };
    const left = valueOf(filterOperations(terms, thisFlow, [operationOf('probe.any', planted.value)], { 'probe.any': { body: planted.schema, sensitivityOf: () => least } }));
    const passed = new Set(JSON.stringify(left).match(/canary-[a-z]*-?\d+-/g) ?? []);
    const allowed = planted.canaries.filter(({ key, sensitivity }) => {
      const graver = sensitivity > least ? sensitivity : least;
      const named = key === 'unmarked' ? undefined : fieldPolicy.byField[key];
      const rule = named ?? (graver === 'E' ? 'never' : fieldPolicy.byClass[graver]);
      const isFirewalled = receiver === 'migration_authority' && (graver === 'D' || graver === 'E');
      return !isFirewalled && (rule === 'at_offer' || (rule === 'after_acceptance' && moment === 'accepted'));
    }).map(({ canary }) => canary);
    expect([...passed].sort()).toEqual(allowed.sort());
  }), { numRuns: 600 });
});

test('a narrower moment never lets more leave', () => {
  fc.assert(fc.property(fc.constantFrom(...sensitivities), fc.constantFrom(...disclosures), (sensitivity, disclosure) => {
    const terms = termsWith({ byClass: { A: disclosure, B: disclosure, C: disclosure, D: disclosure }, byField: {} });
    const inOffer = whyWithheld(terms, { ...flow, moment: 'offer' }, { key: 'x', sensitivity }) === null;
    const afterwards = whyWithheld(terms, flow, { key: 'x', sensitivity }) === null;
    expect(inOffer && !afterwards).toBe(false);
  }));
});
