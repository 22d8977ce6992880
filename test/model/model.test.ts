import { expect, test } from 'vitest';
import { drawsFrom, runCampaign } from './campaign.ts';
import { mutants, suite } from './catalogue.ts';
import { configure, type Configuration } from './configuration.ts';
import { explore } from './explore.ts';

/* The part of the proof that takes seconds; `node test/model/run.ts all` does the whole of it. */

const isQuick = ({ nodes, children, handovers, restores, pulls, twins, registers }: Configuration): boolean =>
  3 * nodes + 2 * children + handovers + 3 * restores + 2 * pulls + (twins ? 2 : 0) + (registers ? 1 : 0) <= 15;

const quickSuite = suite.filter(isQuick);
const quickMutants = mutants.filter(({ configuration }) => isQuick(configuration));

test('the quick parts are not empty', () => {
  expect(quickSuite.length).toBeGreaterThanOrEqual(12);
  expect(quickMutants.length).toBeGreaterThanOrEqual(12);
});

test.each(quickSuite)('every promise holds: $name', (configuration) => {
  const found = explore(configuration);
  expect(found.trace).toEqual([]);
  expect(found.isComplete).toBe(true);
  expect(found.settledStates).toBeGreaterThan(0);
});

test.each(quickMutants)('$configuration.name is noticed where it matters', ({ configuration, breaks }) => {
  const found = explore(configuration);
  if (breaks) expect(found.broken).toMatch(breaks);
  else expect([found.broken, found.isComplete]).toEqual([null, true]);
});

test.each([
  configure('2 handovers, restore', { nodes: 2, restores: 1 }),
  configure('2 restores', { nodes: 2, handovers: 1, restores: 2 }),
  configure('request, retraction, restore', { nodes: 2, handovers: 1, pulls: 1, retracts: true, restores: 1 }),
  configure('old machine still on', { nodes: 2, handovers: 1, restores: 1, twins: true }),
  configure('intake', { nodes: 2, handovers: 1, restores: 1, registers: true }),
])('messages that leave the network take no behaviour with them: $name', (configuration) => {
  const kept = explore({ ...configuration, prunes: false });
  const pruned = explore(configuration);
  expect(kept.broken).toBeNull();
  expect(pruned.combinations).toBe(kept.combinations);
  expect(pruned.states).toBeLessThanOrEqual(kept.states);
});

test('a shortest trace is given in words, and is the same every time', () => {
  const { configuration } = mutants.find((mutant) => mutant.configuration.name === 'without R2')!;
  const [one, other] = [explore(configuration), explore(configuration)];
  expect(one.trace).toHaveLength(7);
  expect(one.trace).toEqual(other.trace);
  expect(one.trace[5]).toBe('A.RESTORE from old backup');
});

test('random campaigns break nothing, and the same seed gives the same run', () => {
  for (let seed = 1; seed <= 25; seed++) expect(runCampaign(drawsFrom(seed), 1000).broken, `seed ${seed}`).toBeNull();
  expect(runCampaign(drawsFrom(7), 1000)).toEqual(runCampaign(drawsFrom(7), 1000));
});
