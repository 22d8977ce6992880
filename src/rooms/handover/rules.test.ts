import fc from 'fast-check';
import { expect, test } from 'vitest';
import { campaignBounds, crowdedBounds, runCampaign } from '#test/model/campaign.ts';
import { messageText, stateText } from '#test/model/fingerprint.ts';
import { configure } from '#test/model/configuration.ts';
import { childId, handoverId, nodeId } from '#test/model/identifiers.ts';
import { Simulation } from '#test/model/simulation.ts';
import {
  changesBetween, decideCustody, isLive, outboxOf, receiveMessage, rowsOf, seedsOf, sliceOf,
  type CustodyChanges, type CustodyCommand, type CustodyRecord, type CustodyState, type Message, type Outgoing,
} from './rules.ts';

type Observe = Simulation['observe'];

/** Random runs of several nodes and children under faults; an observer sees every command and message with the states around it. */
const everyRun = (newObserver: () => Observe): void => {
  let releases = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(9999), { minLength: 500, maxLength: 4000 }), fc.constantFrom(campaignBounds, crowdedBounds), (draws, bounds) => {
      let next = 0;
      const run = runCampaign(() => draws[next++ % draws.length]! / 10_000, 700, { bounds, observe: newObserver() });
      expect(run.broken).toBeNull();
      releases += run.releases;
    }),
    { numRuns: 20, seed: 20_261_124, endOnFailure: true },
  );
  expect(releases).toBeGreaterThan(20);
};

const stepOf = (state: CustodyState, input: CustodyCommand | Message): CustodyState => {
  if ('type' in input) return receiveMessage(state, input).state;
  const decided = decideCustody(state, input);
  if (!decided.ok) throw new Error(decided.problem.code);
  return decided.value;
};

test('every promise holds, custody settles, and no state is ever written to', () => {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  };
  everyRun(() => (before, input, after) => [before, input, after].forEach(freeze));
});

test('the slice of a command or message is enough: the same rows change as on the whole state', () => {
  everyRun(() => (before, input, after) => {
    const seeds = seedsOf(input);
    if (seeds.scope === 'whole') return;
    const slice = sliceOf(before, seeds);
    expect(changesBetween(slice, stepOf(slice, input))).toEqual(changesBetween(before, after));
  });
});

test('the outbox of a slice before and after tells what to start and what to stop sending', () => {
  const keysOf = (state: CustodyState): Set<string> => new Set(outboxOf(state).map(({ key }) => key));
  everyRun(() => (before, input, after) => {
    const seeds = seedsOf(input);
    const changes = changesBetween(before, after);
    if (seeds.scope === 'whole' || changes.node || Object.keys(changes.peers).length > 0) return;
    const [whole, part] = [[before, after], [sliceOf(before, seeds), stepOf(sliceOf(before, seeds), input)]].map((pair) => {
      const [old, young] = pair.map((state) => keysOf(state)) as [Set<string>, Set<string>];
      return { begun: [...young].filter((key) => !old.has(key)).sort(), ended: [...old].filter((key) => !young.has(key)).sort() };
    });
    expect(part).toEqual(whole);
  });
});

test('the slice of a child who was released with a sibling still tells of the release when the sibling has come back alone', () => {
  const simulation = new Simulation(configure('', { nodes: 2, children: 2, groups: [[0, 1], [1]] }));
  // the receipt for the first handover never arrives
  const exchange = (): void => [0, 1, 0].forEach((node) => simulation.owed(node).filter(({ type }) => type !== 'ACK').forEach((message) => simulation.deliver(message)));
  const handOver = (from: number, to: number, handover: number, children: readonly number[]): void => {
    simulation.command(from, { kind: 'offer', handoverId: handoverId(handover), childIds: children.map(childId), to: nodeId(to), mode: 'push', parallel: false, thenTo: [] });
    exchange();
    simulation.command(to, { kind: 'accept', handoverId: handoverId(handover) });
    exchange();
    simulation.command(from, { kind: 'commit', handoverId: handoverId(handover) });
    exchange();
  };
  handOver(0, 1, 0, [0, 1]);
  handOver(1, 0, 1, [1]);
  const state = simulation.nodes[0]!;
  expect(state.custody[childId(1)]).toMatchObject({ status: 'hold', epoch: 2 });
  const commits = (of: CustodyState): Message[] => outboxOf(of).map(({ message }) => message).filter(({ type }) => type === 'COMMIT');
  expect(commits(state)).toHaveLength(1);
  expect(commits(sliceOf(state, { scope: 'slice', childIds: [childId(0)], handoverIds: [] }))).toEqual(commits(state));
});

test('the changes between two states lead from one to the other, and say nothing more', () => {
  const applied = <Key extends string, Row>(table: Readonly<Record<Key, Row>>, rows: Readonly<Record<Key, Row | null>>): Record<string, Row> =>
    Object.fromEntries(Object.entries<Row | null>({ ...table, ...rows }).filter(([, row]) => row !== null)) as Record<string, Row>;
  const isEmpty = ({ node, ...tables }: CustodyChanges): boolean => node === null && Object.values(tables).every((rows) => Object.keys(rows).length === 0);
  everyRun(() => (before, _input, after) => {
    const changes = changesBetween(before, after);
    const { node, peers, custody, outgoing, incoming, intakes, witnessed } = changes;
    expect({
      ...before, ...node, peers: applied(before.peers, peers), custody: applied(before.custody, custody), outgoing: applied(before.outgoing, outgoing),
      incoming: applied(before.incoming, incoming), intakes: applied(before.intakes, intakes), witnessed: applied(before.witnessed, witnessed),
    }).toEqual(after);
    expect(isEmpty(changesBetween(after, structuredClone(after)))).toBe(true);
  });
});

test('a message that comes twice does no more than once', () => {
  everyRun(() => (_before, input, after) => {
    if ('type' in input) expect(stateText(receiveMessage(after, input).state)).toBe(stateText(after));
  });
});

test('custody is never forgotten and moves only forward; who holds points to itself and is bound by its live offers only', () => {
  everyRun(() => (before, _input, after) => {
    for (const [childId, known] of rowsOf(before.custody)) {
      const record = after.custody[childId];
      expect(record).toBeDefined();
      expect(record!.epoch).toBeGreaterThanOrEqual(known.epoch);
      expect(record!.origin).toBe(known.origin);
    }
    for (const [childId, record] of rowsOf<string, CustodyRecord>(after.custody)) {
      const live = rowsOf<string, Outgoing>(after.outgoing).filter(([, row]) => isLive(row) && row.group.some((member) => member.childId === childId));
      expect(record.pointer === after.self).toBe(record.status === 'hold');
      expect(record.encumberedBy).toBe(live.map(([handoverId]) => handoverId).sort()[0] ?? null);
      expect(live.length <= 1 || live.every(([, row]) => row.parallel)).toBe(true);
    }
  });
});

test('an outbox key stands for one message to one incarnation, for ever', () => {
  everyRun(() => {
    const said = new Map<string, string>();
    return (before, _input, after) => {
      if (before === after) return;
      const entries = outboxOf(after);
      expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
      for (const { key, message } of entries) {
        const name = `${after.self} ${key}`;
        expect(said.get(name) ?? messageText(message)).toBe(messageText(message));
        said.set(name, messageText(message));
      }
    };
  });
});
