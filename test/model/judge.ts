import type { CustodyState } from '#rooms/handover/rules.ts';
import { originOf, siblingsOf, type Configuration } from './configuration.ts';
import { acceptanceBit, registrationOf, type Counters } from './counters.ts';
import { VectorSet } from './integer-tables.ts';
import { findBroken, isSettled, type Situation } from './invariants.ts';

export interface Verdict {
  readonly broken: string | null;
  readonly isSettled: boolean;
}

/** Judges the promises once for each combination of node states: the network has no part in them. */
export class Judge {
  readonly #configuration: Configuration;
  readonly #combinations: VectorSet;
  readonly #combination: Int32Array;
  readonly #verdicts: Verdict[] = [];

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
    this.#combinations = new VectorSet(configuration.nodes + 1);
    this.#combination = new Int32Array(configuration.nodes + 1);
  }

  get combinations(): number {
    return this.#combinations.size;
  }

  /** @param numbers the node states by number, in the order of the nodes */
  verdict(numbers: readonly number[], { registrations, acceptances }: Counters, stateOf: (number: number) => CustodyState): Verdict {
    this.#combination.set(numbers);
    this.#combination[numbers.length] = (registrations << 15) | acceptances;
    const combination = this.#combinations.add(this.#combination);
    return (this.#verdicts[combination] ??= this.#judge(numbers.map(stateOf), registrations, acceptances));
  }

  #judge(nodes: readonly CustodyState[], registrations: number, acceptances: number): Verdict {
    const children = Array.from({ length: this.#configuration.children }, (_, child) => child);
    const situation: Situation = {
      registrations: children.map((child) => registrationOf(registrations, child)),
      origins: children.map((child) => originOf(this.#configuration, child)),
      siblings: siblingsOf(this.#configuration),
      hasAccepted: (node, handover) => (acceptances & acceptanceBit(nodes.length, handover, node)) !== 0,
    };
    return { broken: findBroken(nodes, situation), isSettled: isSettled(nodes, situation) };
  }
}
