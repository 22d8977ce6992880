import { expect, test } from 'vitest';
import { nodeNotation } from './notation.ts';
import { Simulation } from './simulation.ts';
import { readExpected, readTraces, replayTrace, settle } from './trace-replay.ts';

const traces = readTraces();
const expected = readExpected();

test('all 25 counterexamples are here', () => {
  expect(traces).toHaveLength(25);
  expect(expected.map((trace) => trace.withoutRule)).toEqual(traces.map((trace) => trace.withoutRule));
});

test.each(traces)('the way to "$breaks" without $withoutRule breaks nothing here, and custody settles', ({ configuration, steps }) => {
  const simulation = new Simulation(configuration);
  replayTrace(simulation, steps, (step) => expect(simulation.broken(), step).toBeNull());
  expect(settle(simulation)).not.toBeNull();
  expect(simulation.broken()).toBeNull();
});

test.each(traces)('in lock-step with the reference model on the trace without $withoutRule', ({ configuration, steps }) => {
  const simulation = new Simulation(configuration);
  const { after } = expected[traces.findIndex((trace) => trace.withoutRule === configuration.name)]!;
  let before: string[] = [];
  let step = 0;
  replayTrace(simulation, steps, (text) => {
    const now = simulation.nodes.map(nodeNotation);
    expect(now.filter((line, node) => line !== before[node]), `step ${step}: ${text}`).toEqual(after[step]);
    before = now;
    step++;
  });
});
