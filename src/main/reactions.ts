import type { Operation } from '#kernel/operation.ts';
import type { Federation } from '#exchange/federation/index.ts';
import type { NodeServices } from '#platform/services.ts';
import { childrenOfStep } from '#rooms/handover/index.ts';
import type { StateChanged } from '#rooms/handover/schema.ts';
import type { Registry } from '#rooms/tracing/index.ts';

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

export interface ReactionParts {
  readonly registry: Registry;
  readonly federation: Federation;
  readonly alignPeers: () => Promise<void>;
  /** Asks the standing questions of tracing again. */
  readonly askAgain: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** Event -> what follows, the whole table. */
export const reactionsOf = ({ registry, federation, alignPeers, askAgain, fail }: ReactionParts): Reactions => ({
  // who the child is has changed: the search must know within the second
  person: [() => void registry.refresh().then(askAgain).catch(fail)],
  // a family asks, or a child consents to being looked for: the question is asked again
  'tracing.requested': [() => void askAgain().catch(fail)],
  'tracing.request-amended': [() => void askAgain().catch(fail)],
  'case.consent-recorded': [() => void askAgain().catch(fail)],
  'case.consent-withdrawn': [() => void askAgain().catch(fail)],
  // a child's file or a referral has changed: peers may be owed a message
  'case.annulled': [() => void registry.refresh().catch(fail)],
  case: [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.referral-sent': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.referral-answered': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.disputed': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.merged': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.closing-moved': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.search-sent': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.search-answered': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.lost-inquired': [() => federation.courier.wake()],
  'handover.lost-asked': [() => federation.courier.wake()],
  'handover.lost-answered': [() => federation.courier.wake()],
  'handover.succession-learnt': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.consulate-named': [() => federation.courier.wake()],
  'handover.return-acted': [() => federation.courier.wake()],
  'handover.return-answered': [() => federation.courier.wake()],
  'handover.paper-checked': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.noticed': [(_node, operations) => federation.courier.wakeAfter(operations)],
  'handover.state-changed': [(_node, operations) => {
    for (const { body } of operations) federation.courier.wake(childrenOfStep(body as StateChanged) ?? undefined);
  }],
  // whom this node trusts has changed: custody/1 speaks with those, and they must get the newest card
  governance: [(_node, operations) => {
    void alignPeers().then(() => federation.keepPeers()).catch(fail);
    federation.courier.wakeAfter(operations);
  }],
});
