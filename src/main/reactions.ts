import type { Operation } from '#kernel/operation.ts';
import type { Federation } from '#exchange/federation/index.ts';
import { nodeCaller } from '#platform/access/index.ts';
import type { NodeServices } from '#platform/services.ts';
import { destroyRemovedFiles } from '#rooms/case/index.ts';
import { childrenOfStep } from '#rooms/handover/index.ts';
import type { StateChanged } from '#rooms/handover/schema.ts';
import type { Registry } from '#rooms/tracing/index.ts';

/** What follows from something recorded, after its commit: may be late or repeated, so it only wakes what looks by itself. */
export interface Reactions {
  readonly [kindOrRoom: string]: readonly Reaction[];
}

type Reaction = (node: NodeServices, operations: readonly Operation[]) => void;

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
export function reactionsOf({ registry, federation, alignPeers, askAgain, fail }: ReactionParts): Reactions {
  const wakeAfter: Reaction = (_node, operations) => federation.courier.wakeAfter(operations);
  const wakeForAll: Reaction = () => federation.courier.wake();
  const ask: Reaction = () => void askAgain().catch(fail);
  return {
    // who the child is has changed: the search must know within the second
    person: [() => void registry.refresh().then(askAgain).catch(fail)],
    // a family asks, or a child consents to being looked for: the question is asked again
    'tracing.requested': [ask],
    'tracing.request-amended': [ask],
    // another agency may hold her, or two people have decided on contact with it
    'tracing.contact-opened': [ask],
    'tracing.contact-supported': [wakeAfter],
    'tracing.contact-declined': [wakeAfter],
    'tracing.contact-heard': [ask, wakeAfter],
    'case.consent-recorded': [ask],
    'case.consent-withdrawn': [ask],
    // a child's file or a referral has changed: peers may be owed a message
    'case.annulled': [() => void registry.refresh().catch(fail)],
    case: [wakeAfter],
    'handover.referral-sent': [wakeAfter],
    'handover.referral-answered': [wakeAfter],
    'handover.disputed': [wakeAfter],
    'handover.merged': [wakeAfter],
    'handover.closing-moved': [wakeAfter],
    // who is erased is noted beside the keys at once, her bytes leave the disk, and peers are told
    'handover.child-erased': [wakeForAll, (node) => void Promise.all([federation.keepErasures(), destroyRemovedFiles.run(node, nodeCaller(node), {})]).catch(fail)],
    'handover.search-sent': [wakeAfter],
    'handover.search-answered': [wakeAfter],
    'handover.lost-inquired': [wakeForAll],
    'handover.lost-asked': [wakeForAll],
    'handover.lost-answered': [wakeForAll],
    'handover.succession-learnt': [wakeAfter],
    'handover.consulate-named': [wakeForAll],
    'handover.return-acted': [wakeForAll],
    'handover.return-answered': [wakeForAll],
    'handover.paper-checked': [wakeAfter],
    'handover.noticed': [wakeAfter],
    'handover.state-changed': [(_node, operations) => {
      for (const { body } of operations) federation.courier.wake(childrenOfStep(body as StateChanged) ?? undefined);
    }],
    // whom this node trusts has changed: custody/1 speaks with those, and they must get the newest card
    governance: [(_node, operations) => {
      void alignPeers().then(() => federation.keepPeers()).catch(fail);
      federation.courier.wakeAfter(operations);
    }],
  };
}
