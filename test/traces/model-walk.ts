import type { CustodyState, Message } from '#rooms/handover/rules.ts';
import type { Configuration } from '../model/configuration.ts';
import { deliveryNotation, parseStep } from '../model/notation.ts';
import { Simulation } from '../model/simulation.ts';

/** Walks a trace step by step with the kernel alone, as `replayTrace` does at once. */
export class ModelWalk {
  private readonly simulation: Simulation;
  private readonly sent = new Map<string, Message>();

  constructor(configuration: Configuration) {
    this.simulation = new Simulation(configuration);
    this.note();
  }

  /** @returns whether the step took effect */
  take(text: string): boolean {
    const step = parseStep(text, this.simulation.configuration);
    const message = this.sent.get(text);
    const isDone = step.kind === 'command' ? step.command !== null && this.simulation.command(step.node, step.command) : message !== undefined && this.simulation.deliver(message).outcome === 'applied';
    this.note();
    return isDone;
  }

  states = (): readonly CustodyState[] => this.simulation.nodes;

  private note(): void {
    for (const node of this.simulation.nodes.keys()) for (const message of this.simulation.owed(node)) this.sent.set(deliveryNotation(message), message);
  }
}
