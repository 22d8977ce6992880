import { readFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { describe, expect, test } from 'vitest';
import { keywordsOf } from '#kernel/field.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { Operation } from '#kernel/operation.ts';
import { fieldNames } from '#rooms/person/schema.ts';
import * as person from '#rooms/person/schema.ts';
import * as schema from '../schema.ts';
import { caseBodies, type CaseBodies, type CaseKind } from './operations.ts';
import { timelineEntryOf, timelineOf } from './timeline.ts';

const texts = (room: string) => JSON.parse(readFileSync(new URL(`../../../../locales/es/${room}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const written = { ...texts('case'), ...texts('person'), ...texts('law') };
const reader = { node: 'n' as never, actor: 'me', roles: ['case_worker' as const], sealedCodes: new Set(['P01']) };
const id = '01890000-0000-7000-8000-000000000001' as never;
const operationOf = (kind: string, body: unknown): Operation =>
  ({ id, kind, childId: null, actor: 'w', actorLabel: 'Ana, la de Tapachula, DIF', device: 'd', node: 'n' as never, madeAt: '2026-03-02T15:00:00.000Z/0000/d' as HybridTime, base: {}, schemaVersion: 1, body });

const now = '2026-03-02T15:00:00.000Z' as never;
const consent = { answers: { photo: 'granted', sharing: 'refused' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words' } as const;
const bodies: CaseBodies = {
  'child-received': { found: { by: 'shelter', when: { precision: 'month', month: '2026-02' } }, urgency: 'low', flags: [], searchedFirst: { candidatesShown: 0 }, teamId: id, workerId: null },
  arrived: { teamId: id, workerId: null }, placed: { teamId: id, workerId: null, reason: 'r' }, 'move-proposed': { teamId: id, reason: 'r' }, 'move-declined': {}, 'worker-assigned': { workerId: id },
  'note-written': { noteId: id, kind: 'health', text: 't' }, 'concerns-recorded': { concerns: [{ code: 'T01', severity: 1, source: 'child' }] },
  'concern-settled': { code: 'T01', severity: 0, reason: 'r', settles: [] }, 'urgency-changed': { urgency: 'high', flags: [], reason: 'r' },
  'consent-recorded': { consent: { ...consent, explained: { topics: [], means: 'spoken' } } }, 'consent-withdrawn': { purposes: ['photo'], by: 'child' }, 'consent-withdrawn-there': { purposes: ['photo'], at: now, toldBy: 'n' as never },
  'contact-added': { contact: { id, role: 'lawyer', name: 'n' } }, 'deadlines-started': { deadlines: [{ id, clock: 'CLK-X', title: null, triggeredAt: now, dueAt: now, escalateAt: now, basis: 'policy' }], cancels: [] },
  'deadline-completed': { deadlineId: id }, 'deadline-postponed': { deadlineId: id, dueAt: now, reason: 'r' }, closed: { reason: 'goals_met', summary: 's' }, reopened: { reason: 'r' }, annulled: { reason: 'r' },
  'attachment-added': { attachmentId: id, kind: 'photo', title: 't', mediaType: 'image/jpeg', size: 1, hash: 'h', fileName: 'f', previewName: null },
  'attachment-removed': { attachmentId: id, reason: 'r' }, 'attachment-restored': { attachmentId: id }, 'attachment-destroyed': { attachmentId: id }, printed: { document: 'file_summary', copies: 1 },
};

const keysIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(keysIn) : typeof value === 'object' && value !== null ? ('key' in value ? [String(value.key)] : Object.values(value).flatMap(keysIn)) : [];

test.each(Object.keys(bodies) as CaseKind[])('case.%s has a text, and so has every code in it; its blanks are filled', (kind) => {
  const entry = timelineEntryOf(operationOf(`case.${kind}`, bodies[kind]), reader)!;
  expect([entry.summary, `case.timelineCategory.${entry.category}`, ...keysIn(entry.values)].filter((key) => !(key in written))).toEqual([]);
  const blanks = Array.from(written[entry.summary]!.matchAll(/\{(\w+)[,}]/g), (match) => match[1]!);
  expect(blanks.filter((blank) => !(blank in entry.values))).toEqual([]);
});

describe('an entry', () => {
  test('keeps when it happened apart from when it was recorded, and names the agency', () => {
    expect(timelineEntryOf(operationOf('case.child-received', bodies['child-received']), reader)).toMatchObject({
      at: '2026-02-01T00:00:00.000Z', precision: 'month', recordedAt: '2026-03-02T15:00:00.000Z', agency: 'DIF', category: 'file',
    });
  });

  test('of an observation names its fields and source', () => {
    const { values } = timelineEntryOf(operationOf('person.observed', { fields: { sex: 'F' }, source: 'child' }), reader)!;
    expect(values).toEqual({ fields: [{ key: 'person.field.sex' }], source: { key: 'person.source.child' } });
  });

  test('of another room shows what that room put there for it, and nothing else', () => {
    const entry = timelineEntryOf(operationOf('handover.offered', { secret: 'x', timelineValues: { receiver: 'PGN' } }), reader)!;
    expect(entry).toMatchObject({ category: 'custody', summary: 'handover.timeline.offered', values: { receiver: 'PGN' } });
  });

  test('holds back what the reader may not read', () => {
    const consul = { ...reader, roles: ['consular_officer' as const] };
    const sealed = operationOf('case.concerns-recorded', { concerns: [{ code: 'P01', severity: 3, source: 'child' }, { code: 'T01', severity: 1, source: 'child' }] });
    expect(timelineEntryOf(sealed, consul)).toMatchObject({ values: { codes: ['T01'] }, isWithheld: true });
    expect(timelineEntryOf(operationOf('case.note-written', { noteId: id, kind: 'supervision_private', text: 'secret' }), consul)).toBeNull();
    expect(JSON.stringify(timelineOf([sealed, operationOf('case.note-written', bodies['note-written'])], consul))).not.toContain('"t"');
    expect(timelineEntryOf(operationOf('case.note-written', bodies['note-written']), { ...consul, actor: 'w' })).toMatchObject({ values: { text: 't' } });
  });
});

test('every field and every choice has a text', () => {
  const choices: Record<string, readonly string[]> = {
    'person.field': fieldNames, 'person.field.sex': person.sexes, 'person.source': person.sources, 'person.document.kind': person.documentKinds, 'person.verification': person.verifications,
    'case.concernSource': schema.concernSources, 'case.purpose': schema.purposes, 'case.override': schema.overrideReasons, 'case.explained': schema.explainedTopics, 'case.note': schema.noteKinds,
    'case.closeReason': schema.closeReasons, 'case.attachment': schema.attachmentKinds, 'case.print': schema.printedDocuments, 'case.timelineCategory': schema.timelineCategories,
  };
  expect(Object.entries(choices).flatMap(([prefix, names]) => names.map((name) => `${prefix}.${name}`)).filter((key) => !(key in written))).toEqual([]);
});

const labelsIn = (part: TSchema): string[] => {
  const { properties = {}, items } = part as { properties?: Record<string, TSchema>; items?: TSchema };
  const own = keywordsOf(part)?.label;
  return [...(own === undefined ? [] : [own]), ...Object.values(properties).flatMap(labelsIn), ...(items ? labelsIn(items) : [])];
};

test('every field that an agreement may name has a text', () => {
  const labels = [...Object.values(caseBodies), person.Observed, person.Settled].flatMap(labelsIn);
  expect(labels.length).toBeGreaterThan(50);
  expect(labels.filter((label) => !(label in written))).toEqual([]);
});

test('the finders are those of the reference', async () => {
  const { finders } = await import('#reference/care/index.ts');
  expect(finders.map((finder) => finder.code)).toEqual([...schema.finders]);
});
