import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAudit, askForAudit, fetchAudit, judge, listAudits } from '#exchange/proof/index.ts';
import type { Instant } from '#kernel/instant.ts';
import { addDays } from '#kernel/instant.ts';
import { canonicalJson } from '#platform/vault/index.ts';
import { custody } from '#rooms/handover/service/views.ts';
import type { Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let first: Agency;
let second: Agency;
let asker: ReturnType<Agency['workerWith']>;
let releaser: ReturnType<Agency['workerWith']>;
let period: { from: Instant; until: Instant };
beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda']);
  [first, second] = corridor.agencies as [Agency, Agency];
  const child = await corridor.receiveChild(first, { givenNames: 'Nombresecreto' });
  await done(first, custody, { childId: child });
  corridor.clock.advanceHours(1);
  await corridor.handOver(first, second, [child]);
  await corridor.receiveChild(first);
  asker = first.workerWith(['administrator'], { hasSteppedUp: true, teamIds: [] });
  releaser = first.workerWith(['coordinator'], { hasSteppedUp: true });
  period = { from: addDays(corridor.clock.now(), -2), until: addDays(corridor.clock.now(), 1) };
});
afterAll(() => corridor.close());

const ask = async () => (await done<{ exportId: string }>(first, askForAudit, { ...period, reason: 'Auditoría anual de la Contraloría' }, asker)).exportId;
const fetched = async (exportId: string, caller = asker) => (await done<{ content: string }>(first, fetchAudit, { exportId }, caller)).content;

test('it takes two: who asked cannot release, and nothing is fetched before', async () => {
  const exportId = await ask();
  expect(await first.run(fetchAudit as never, { exportId }, asker)).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(await first.run(answerAudit as never, { exportId, isReleased: true }, asker)).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(await first.run(answerAudit as never, { exportId, isReleased: true }, first.workerWith(['coordinator'], { hasSteppedUp: false }))).toMatchObject({ problem: { code: 'step-up-needed' } });
  expect(await first.run(answerAudit as never, { exportId, isReleased: true }, first.workerWith(['supervisor'], { hasSteppedUp: true }))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await done(first, answerAudit, { exportId, isReleased: false }, releaser)).toEqual({ status: 'refused' });
  expect(await first.run(fetchAudit as never, { exportId }, asker)).toMatchObject({ problem: { code: 'four-eyes-needed' } });
});

test('the released file proves both chains and every receipt, and tells nothing of a child', async () => {
  const exportId = await ask();
  await done(first, answerAudit, { exportId, isReleased: true }, releaser);
  const content = await fetched(exportId);
  const verdict = await judge(content);
  expect(verdict).toMatchObject({ kind: 'audit', grade: 'sound', faults: [], requestedBy: asker.actor, releasedBy: releaser.actor });
  if (verdict.kind !== 'audit') throw new Error('not an audit');
  expect(Math.min(verdict.operations, verdict.access, verdict.receipts)).toBeGreaterThan(0);
  for (const secret of ['Nombresecreto', 'Tapachula', 'sealed']) expect(content).not.toContain(secret);
  const { items } = await done<{ items: { exportId: string; status: string; canFetch: boolean; isOwn: boolean }[] }>(first, listAudits, {}, releaser);
  expect(items.find((item) => item.exportId === exportId)).toMatchObject({ status: 'released', canFetch: true, isOwn: false });
  expect(await first.run(fetchAudit as never, { exportId }, first.workerWith(['coordinator'], { hasSteppedUp: true }))).toMatchObject({ problem: { code: 'not-found' } });
});

test('also whoever seals it anew cannot take out, change or move an entry', async () => {
  const exportId = await ask();
  await done(first, answerAudit, { exportId, isReleased: true }, releaser);
  type Export = { operations: { kind: string }[]; access: { content: Record<string, unknown> }[]; receipts: { mid: string }[]; releasedBy: string; requestedBy: string };
  const { seal: _seal, ...whole } = JSON.parse(await fetched(exportId)) as Export & { seal: string };
  const codes = async (change: (document: Export) => void) => {
    const document = structuredClone(whole);
    change(document);
    return (await judge(canonicalJson({ ...document, seal: await first.services.vault.signDetached('proof', document) }))).faults.map(({ code }) => code);
  };
  expect(await codes(() => undefined)).toEqual([]);
  expect(await codes((document) => document.operations.splice(1, 1))).toEqual(expect.arrayContaining(['manifest', 'audit-link']));
  expect(await codes((document) => document.operations.reverse())).toContain('audit-link');
  expect(await codes((document) => void (document.access[0]!.content['actor'] = 'otra'))).toEqual(expect.arrayContaining(['manifest', 'access-entry']));
  expect(await codes((document) => void (document.receipts[0]!.mid = document.receipts[1]!.mid))).toEqual(expect.arrayContaining(['manifest', 'receipt-foreign']));
  expect(await codes((document) => void (document.releasedBy = document.requestedBy))).toContain('one-person');
});

test('a period is checked before anybody has to answer, and all of it comes out of the log again', async () => {
  expect(await first.run(askForAudit as never, { from: period.until, until: period.from, reason: 'al revés' }, asker)).toMatchObject({ problem: { code: 'input-invalid' } });
  await expectRebuilt([first], ['proof.audit_export']);
});
