import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { firstBrokenLink } from '#platform/ledger/verify.ts';
import { verifyChain } from '#exchange/federation/envelope/index.ts';
import { signersOf } from '#exchange/federation/signers.ts';
import { readLinks } from '#rooms/handover/index.ts';
import { rowsOf, witnessesWanted, type CustodyState } from '#rooms/handover/rules.ts';
import { nodeNames } from '../model/configuration.ts';
import { nodeNotation, parseStep } from '../model/notation.ts';
import { readTraces, type Trace } from '../model/trace-replay.ts';
import { ModelWalk } from './model-walk.ts';
import { RealNodes } from './real-nodes.ts';

/*
 * All counterexamples, replayed against whole nodes with databases, keys and signed messages. A restore is a real one: the database
 * as it was at the start of the trace takes the place of the present one, under a process that begins anew.
 */

const traces = readTraces();
let nodes: RealNodes;
const federations = new Map<number, RealNodes>();
beforeAll(async () => {
  for (const size of [2, 3]) federations.set(size, await RealNodes.start(size));
});
afterAll(async () => {
  for (const federation of federations.values()) await federation.close();
});

test('all 25 traces are here', () => expect(traces).toHaveLength(25));

test.each(traces)('real nodes walk the way to "$breaks" without $withoutRule as the model does, and one agency is responsible', async (trace) => {
  nodes = federations.get(trace.configuration.nodes)!;
  await nodes.begin(trace.configuration);
  const model = new ModelWalk({ ...trace.configuration, witnesses: Math.min(witnessesWanted, trace.configuration.nodes - 1) });
  for (const text of trace.steps) {
    expect(await takeStep(text, trace), `${text}: takes effect as in the model`).toBe(model.take(text));
    await nodes.round();
    const states = await everyState();
    for (const childId of nodes.children.keys()) expect(holdersIn(states.filter(({ mode }) => mode === 'up'), childId).length, `${text}: custodians of ${childId}`).toBeLessThan(2);
    expect(states.map(custodyNotation), text).toEqual(model.states().map(custodyNotation));
  }
  await nodes.openLine(async () => {
    for (let round = 0; round < 6; round++) {
      await nodes.round(7);
      if (!(await answerEverything())) break;
    }
    await nodes.sendFromDevicesAgain();
    await nodes.round(7);
    await expectSettled();
  });
});

const everyState = (): Promise<CustodyState[]> => Promise.all(nodes.agencies.map((_, node) => nodes.stateOf(node)));
const holdersIn = (states: readonly CustodyState[], childId: ChildId): CustodyState[] => states.filter((state) => state.custody[childId]?.status === 'hold');

/** A node's custody and handovers in one line; who witnesses an intake matters only to a restore. */
const custodyNotation = (state: CustodyState): string => nodeNotation({ ...state, peers: answersThatCount(state), intakes: {}, witnessed: {} });

/** What peers answered to a recovery says nothing any more once it is over. */
const answersThatCount = ({ mode, peers }: CustodyState): CustodyState['peers'] =>
  (mode === 'up' ? Object.fromEntries(rowsOf(peers).map(([node, peer]) => [node, { ...peer, synced: false, done: false }])) : peers);

/** Takes one step at the real nodes. @returns whether it took effect */
async function takeStep(text: string, { configuration }: Trace): Promise<boolean> {
  const step = parseStep(text, configuration);
  if (step.kind === 'command') return step.command !== null && nodes.command(step.node, step.command);
  if (step.kind === 'backup') return nodes.backUp(step.node);
  if (step.kind === 'restore') return nodes.restore(step.node);
  if (step.kind !== 'delivery') return false;
  const message = nodes.findMessage(text);
  return message !== undefined && (await nodes.wire.deliver(message)).status === 200;
}

/** People give whatever is open its most willing answer. @returns whether anything is still open anywhere */
async function answerEverything(): Promise<boolean> {
  let isOpen = false;
  for (const [node, { mode, outgoing, incoming }] of (await everyState()).entries()) {
    isOpen ||= mode !== 'up' || openOutgoing(outgoing).length > 0 || openIncoming(incoming).length > 0;
    for (const [handoverId, { status }] of rowsOf<Uuid, CustodyState['outgoing'][Uuid]>(outgoing)) {
      if (status === 'agreed') await nodes.command(node, { kind: 'commit', handoverId });
      const isGranted = status === 'requested' && (await nodes.command(node, { kind: 'grant', handoverId }));
      if (status === 'requested' && !isGranted) await nodes.command(node, { kind: 'refuse', handoverId });
    }
    for (const [handoverId, { status }] of rowsOf<Uuid, CustodyState['incoming'][Uuid]>(incoming)) {
      if (status === 'proposed') await nodes.command(node, { kind: 'accept', handoverId });
    }
  }
  return isOpen;
}

const openOutgoing = (outgoing: CustodyState['outgoing']) => Object.values(outgoing).filter(({ status }) => ['offered', 'agreed', 'requested', 'committed'].includes(status));
const openIncoming = (incoming: CustodyState['incoming']) => Object.values(incoming).filter(({ status }) => ['proposed', 'accepted', 'retracting'].includes(status));

/** Nothing is open; each child has one custodian, whom all find who know of her; the chains are whole, equal and proven. */
async function expectSettled(): Promise<void> {
  const states = await everyState();
  for (const { mode, outgoing, incoming } of states) {
    expect(mode).toBe('up');
    expect(openOutgoing(outgoing)).toEqual([]);
    expect(openIncoming(incoming)).toEqual([]);
  }
  for (const [name, childId] of nodes.children) {
    const [custodian, ...others] = holdersIn(states, name);
    expect(others).toEqual([]);
    const agency = nodes.agencies[nodeNames.indexOf(custodian!.self)]!;
    for (const [index, asked] of nodes.agencies.entries()) {
      if (states[index]!.custody[name]) expect(valueOf(await asked.federation.findCustodian({ childId }))).toMatchObject({ nodeId: agency.nodeId });
    }
    await expectEqualChains(childId, custodian!.custody[name]!.epoch);
  }
  for (const agency of nodes.agencies) expect(await agency.within(({ transaction }) => firstBrokenLink(transaction))).toBeNull();
}

/** Every node proves its links by itself; none has other links than the custodian, who has them all (none before a first handover). */
async function expectEqualChains(childId: ChildId, epoch: number): Promise<void> {
  const chains = await Promise.all(nodes.agencies.map((agency) => agency.within(async (unit) => {
    const links = await readLinks(unit, childId);
    if (links.length > 0) expect(valueOf(await verifyChain(links, signersOf(unit)))).toMatchObject({ epoch: links.length - 1 });
    return links.map(({ blockHash }) => blockHash);
  })));
  const longest = chains.toSorted((one, other) => other.length - one.length)[0]!;
  expect(longest).toHaveLength(epoch + 1);
  for (const chain of chains) expect(longest.slice(0, chain.length)).toEqual(chain);
}
