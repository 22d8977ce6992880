import { readFileSync } from 'node:fs';
import type { Message } from '#rooms/handover/rules.ts';
import { configure, type Configuration } from './configuration.ts';
import { deliveryNotation, parseStep } from './notation.ts';
import { Simulation } from './simulation.ts';

interface RawTrace {
  readonly withoutRule: string;
  readonly breaks: string;
  readonly setup: { readonly n?: number; readonly kids?: number; readonly maxH?: number; readonly restores?: number; readonly backups?: number;
    readonly pulls?: number; readonly register?: boolean; readonly purge?: boolean; readonly groups?: number[][] };
  readonly steps: readonly string[];
}

/** A shortest way to break a promise when one rule is missing. */
export interface Trace {
  readonly withoutRule: string;
  readonly breaks: string;
  readonly configuration: Configuration;
  readonly steps: readonly string[];
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

export const readTraces = (): Trace[] => (readJson('./traces.json') as RawTrace[]).map(({ withoutRule, breaks, setup, steps }) => ({
  withoutRule, breaks, steps,
  configuration: configure(withoutRule, {
    nodes: setup.n ?? 3, children: setup.kids ?? 1, handovers: setup.maxH ?? 2, restores: setup.restores ?? 0, backups: setup.backups ?? 0,
    pulls: setup.pulls ?? 0, registers: setup.register ?? false, purges: setup.purge ?? false, groups: setup.groups ?? [[0]],
  }),
}));

/** For each trace, what the reference model answers to each step when no rule is missing. */
export interface ExpectedTrace {
  readonly withoutRule: string;
  /** Per step, the nodes that changed, in the notation of `nodeNotation`. */
  readonly after: readonly (readonly string[])[];
}
export const readExpected = (): ExpectedTrace[] => readJson('./lock-step.json') as ExpectedTrace[];

/**
 * Walks a trace with the product's kernel. A command that the kernel refuses, and a message that was never sent
 * because the rule is in place, are passed over: that is how the rule protects.
 * @param afterStep called after every step, with its text
 * @returns how many steps took effect
 */
export function replayTrace(simulation: Simulation, steps: readonly string[], afterStep: (step: string) => void): number {
  const sent = new Map<string, Message>();
  const send = (messages: readonly Message[]): void => {
    for (const message of messages) sent.set(deliveryNotation(message), message);
  };
  const takeStep = (text: string): boolean => {
    const step = parseStep(text, simulation.configuration);
    switch (step.kind) {
      case 'start': return true;
      case 'backup': simulation.backup(step.node); return true;
      case 'restore': simulation.restore(step.node); return true;
      case 'drop': simulation.dropDeviceCopy(step.child); return simulation.registrations[step.child] === 'confirmed';
      case 'command': return step.command !== null && simulation.command(step.node, step.command);
      case 'delivery': {
        const message = sent.get(text);
        const reception = message && simulation.deliver(message);
        if (reception?.outcome === 'applied') send(reception.answers);
        return reception?.outcome === 'applied';
      }
    }
  };
  let effective = 0;
  for (const text of steps) {
    if (takeStep(text)) effective++;
    for (let node = 0; node < simulation.nodes.length; node++) send(simulation.owed(node));
    afterStep(text);
  }
  return effective;
}

/** Nothing new begins, every message arrives, people answer what is open: the rounds until custody has settled, or null. */
export function settle(simulation: Simulation, mostRounds = 50): number | null {
  for (let round = 0; round < mostRounds; round++) {
    if (simulation.isSettled()) return round;
    for (let node = 0; node < simulation.nodes.length; node++) {
      simulation.answerEverything(node);
      for (const message of simulation.owed(node)) {
        const reception = simulation.deliver(message);
        if (reception.outcome === 'applied') for (const answer of reception.answers) simulation.deliver(answer);
      }
    }
  }
  return null;
}
