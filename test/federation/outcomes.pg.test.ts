import { afterAll, beforeAll, expect, test } from 'vitest';
import { accept, arrive, decline } from '#rooms/handover/index.ts';
import { file, view } from '#rooms/monitoring/service/outcomes.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { viewOutcomes } from '#rooms/monitoring/schema.ts';
import type { Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let first: Agency;
let second: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda']);
  [first, second] = corridor.agencies as [Agency, Agency];
  const child = () => corridor.receiveChild(first);
  const taken = await corridor.handOver(first, second, [await child(), await child()]);
  corridor.clock.advanceHours(3);
  await done(second, arrive, { handoverId: taken, condition: 'bien', at: corridor.clock.now() });
  const refused = await corridor.offerTo(first, second, [await child()]);
  await corridor.settle();
  await done(second, decline, { handoverId: refused, reason: 'no_capacity' });
  await corridor.offerTo(first, second, [await child()], { urgency: 'emergency' });
  await corridor.pass(10);
  const open = await corridor.offerTo(first, second, [await child()]);
  await corridor.settle();
  await done(second, accept, { handoverId: open, plan: somePlan, teamId: second.team });
  await corridor.settle();
});
afterAll(() => corridor.close());

const monitor = (agency: Agency) => agency.workerWith(['monitoring_officer'], { teamIds: [] });
const month = () => corridor.clock.now().slice(0, 7);
async function counted(agency: Agency, direction: 'outgoing' | 'incoming') {
  const { directions } = await done<OutputOf<typeof viewOutcomes>>(agency, view, { month: month() }, monitor(agency));
  const found = directions.find((one) => one.direction === direction)!;
  return { ...found, filled: Object.fromEntries(found.outcomes.filter(({ count }) => count > 0).map(({ outcome, count }) => [outcome, count])) };
}

test('both sides count each handover once, in its direction, with how long it took', async () => {
  const expected = { taken_on_time: 1, declined: 1, expired: 1, under_way: 1 };
  expect(await counted(first, 'outgoing')).toMatchObject({ total: 4, filled: expected, toTaken: { of: 1 } });
  const there = await counted(second, 'incoming');
  expect(there).toMatchObject({ total: 4, filled: expected, toFirstContact: { hours: 3, of: 1 } });
  expect((await counted(first, 'incoming')).total + (await counted(second, 'outgoing')).total).toBe(0);
});

test('a month without handovers is empty, and the first month is known', async () => {
  const empty = await done<OutputOf<typeof viewOutcomes>>(first, view, { month: '2021-01' }, monitor(first));
  expect(empty).toMatchObject({ firstMonth: month(), directions: [{ total: 0, toTaken: { hours: null, of: 0 } }, { total: 0 }] });
});

test('what leaves the agency says no small number; inside it says all', async () => {
  const asked = (format: string, audience: string) => done<{ content: string; fileName: string }>(first, file, { month: month(), format, audience }, monitor(first));
  const outside = JSON.parse((await asked('json', 'outside')).content) as { figures: { direction: string; measure: string; value: number | null }[] };
  const figure = (measure: string) => outside.figures.find((row) => row.measure === measure && row.direction === 'outgoing')?.value;
  expect([figure('taken_on_time'), figure('declined'), figure('total'), figure('withdrawn')]).toEqual([null, null, null, 0]);
  const lines = (await asked('csv', 'agency')).content.trim().split('\n');
  expect(lines[0]).toContain('month,node,agency,direction,measure,value,of');
  expect(lines.find((line) => line.includes('outgoing,declined'))).toMatch(/,1,$/);
  expect((await asked('csv', 'outside')).content).toMatch(/outgoing,declined,,$/m);
});

test('only those who count, and only with a month', async () => {
  expect(await first.run(view as never, { month: month() }, first.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await first.run(view as never, { month: '2026-13' }, monitor(first))).toMatchObject({ problem: { code: 'input-invalid' } });
});
