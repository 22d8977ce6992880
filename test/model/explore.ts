import type { Configuration } from './configuration.ts';
import { IntegerList, VectorSet } from './integer-tables.ts';
import { Machine } from './machine.ts';

/** What an exploration found. */
export interface Exploration {
  readonly name: string;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly settledStates: number;
  /** Distinct combinations of node states, whatever the network holds. */
  readonly combinations: number;
  readonly seconds: number;
  /** Every state within the bounds was visited. */
  readonly isComplete: boolean;
  /** The first broken promise, with a shortest way to it. */
  readonly broken: string | null;
  readonly trace: readonly string[];
}

/** Visits every reachable state, nearest first, until a promise is broken or none is left; then checks settlement. */
export function explore(configuration: Configuration): Exploration {
  const started = performance.now();
  const machine = new Machine(configuration);
  const seen = new VectorSet(machine.width);
  const parents = new IntegerList();
  const slots = new IntegerList();
  const settled: number[] = [];
  const progress = { from: new IntegerList(), to: new IntegerList() };
  const current = new Int32Array(machine.width);
  let transitions = 0, depth = 0, layerEnd = 1, broken: string | null = null, culprit = -1;

  const admit = (parent: number, slot: number): number => {
    const number = seen.add(machine.next);
    if (number < parents.length) return number;
    parents.push(parent);
    slots.push(slot);
    const verdict = machine.verdict();
    broken = verdict.broken;
    if (broken) culprit = number;
    else if (verdict.isSettled) settled.push(number);
    return number;
  };

  machine.next.set(machine.initial());
  admit(-1, -1);
  let from = 0;
  const isWithinBounds = (): boolean => culprit < 0 && seen.size < configuration.mostStates;
  for (; from < seen.size && isWithinBounds(); from++) {
    if (from === layerEnd) [depth, layerEnd] = [depth + 1, seen.size];
    seen.read(from, current);
    let slot = 0;
    machine.visitSuccessors(current, (isProgress) => {
      if (culprit >= 0) return;
      transitions++;
      const to = admit(from, slot++);
      if (isProgress && to !== from) {
        progress.from.push(from);
        progress.to.push(to);
      }
    });
  }
  const isComplete = culprit < 0 && from === seen.size;
  if (isComplete) culprit = findStuck(seen.size, settled, progress);
  if (culprit >= 0) broken ??= 'L1 custody can never settle from here';
  const trace = culprit < 0 ? [] : replay(machine, pathTo(culprit, parents, slots));
  return {
    name: configuration.name, states: seen.size, transitions, depth, settledStates: settled.length, combinations: machine.combinations, isComplete, broken, trace,
    seconds: (performance.now() - started) / 1000,
  };
}

/** The first state from which no settled state can be reached by progress (L1), or -1. */
function findStuck(states: number, settled: readonly number[], { from, to }: { from: IntegerList; to: IntegerList }): number {
  const firstInto = new Int32Array(states).fill(-1);
  const nextInto = new Int32Array(to.length);
  for (let edge = 0; edge < to.length; edge++) {
    nextInto[edge] = firstInto[to.values[edge]!]!;
    firstInto[to.values[edge]!] = edge;
  }
  const canSettle = new Uint8Array(states);
  const waiting = [...settled];
  for (const state of waiting) canSettle[state] = 1;
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (let edge = firstInto[state]!; edge >= 0; edge = nextInto[edge]!) {
      const before = from.values[edge]!;
      if (canSettle[before]) continue;
      canSettle[before] = 1;
      waiting.push(before);
    }
  }
  return canSettle.indexOf(0);
}

function pathTo(state: number, parents: IntegerList, slots: IntegerList): number[] {
  const path: number[] = [];
  for (let at = state; at > 0; at = parents.values[at]!) path.push(slots.values[at]!);
  return path.reverse();
}

/** The labels along a path, found by walking it again. */
function replay(machine: Machine, path: readonly number[]): string[] {
  let state = machine.initial();
  return path.map((wanted) => {
    let slot = 0, label = '';
    let reached = state;
    machine.visitSuccessors(state, (_isProgress, describe) => {
      if (slot++ !== wanted) return;
      label = describe();
      reached = machine.next.slice();
    });
    state = reached;
    return label;
  });
}
