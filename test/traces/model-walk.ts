import type { CustodyState, Message } from '#rooms/handover/rules.ts';
import type { Configuration } from '../model/configuration.ts';
import { deliveryNotation, parseStep } from '../model/notation.ts';
import { Simulation } from '../model/simulation.ts';

/**
 * A step by which the same message is found in the model and on the line: two nodes hold each registration, in the traces only
 * one, and what a witness says of a child who never moved is no news to anybody.
 */
export const withoutWitnesses = (step: string): string => step.replace(/\[\d+,0,\d+,\d+,-1\],?/g, '').replace(',]', ']');

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
    const isDone = this.does(step, text);
    this.note();
    return isDone;
  }

  private does(step: ReturnType<typeof parseStep>, text: string): boolean {
    switch (step.kind) {
      case 'command': return step.command !== null && this.simulation.command(step.node, step.command);
      case 'backup': this.simulation.backup(step.node); return true;
      case 'restore': this.simulation.restore(step.node); return true;
      case 'delivery': return this.delivers(this.sent.get(withoutWitnesses(text)));
      default: return false;
    }
  }

  private delivers(message: Message | undefined): boolean {
    if (!message) return false;
    const reception = this.simulation.deliver(message);
    if (reception.outcome === 'applied') for (const answer of reception.answers) this.sent.set(withoutWitnesses(deliveryNotation(answer)), answer);
    return reception.outcome === 'applied';
  }

  states = (): readonly CustodyState[] => this.simulation.nodes;

  private note(): void {
    for (const node of this.simulation.nodes.keys()) for (const message of this.simulation.owed(node)) this.sent.set(withoutWitnesses(deliveryNotation(message)), message);
  }
}
