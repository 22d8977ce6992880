import type { Operation } from '#kernel/operation.ts';
import type { NodeServices } from '#platform/services.ts';

/** What follows from something recorded, after its commit: may be late or repeated, so it only wakes what looks by itself. */
export interface Reactions {
  readonly [kindOrRoom: string]: readonly ((node: NodeServices, operations: readonly Operation[]) => void)[];
}

/** Calls the reactions to each kind that was recorded, and those to its whole room. */
export function react(node: NodeServices, reactions: Reactions, operations: readonly Operation[]): void {
  const byName = Map.groupBy(operations.flatMap((operation) => [operation.kind, operation.kind.slice(0, operation.kind.indexOf('.'))].map((name) => ({ name, operation }))), ({ name }) => name);
  for (const [name, entries] of byName) {
    for (const reaction of reactions[name] ?? []) reaction(node, entries.map(({ operation }) => operation));
  }
}
