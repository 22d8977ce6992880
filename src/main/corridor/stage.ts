import type { Instant } from '#kernel/instant.ts';
import type { Staff } from './found.ts';
import type { CorridorNode } from './nodes.ts';

/** Where the training stories are played: the nodes, their people, and the hand on the clock. */
export interface Stage {
  readonly today: Instant;
  readonly nodes: readonly CorridorNode[];
  readonly staff: Staff;
  /** Sets the clock of all nodes to the moment of the next event. */
  setClock(instant: Instant): void;
  /** Lets the nodes exchange what they owe each other, beginning with one, until nothing is under way. */
  settle(first: CorridorNode): Promise<void>;
  progress(done: number, all: number): void;
}
