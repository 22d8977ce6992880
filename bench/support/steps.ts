import type { Uuid } from '#kernel/identifier.ts';
import type { NodeServices } from '#platform/services.ts';
import type { StateChanged } from '#rooms/handover/schema.ts';

type Listener = (handoverId: Uuid, status: string) => void;

/** Tells of every step of a handover as soon as the node has it on record. */
export function onSteps(services: NodeServices, listener: Listener): void {
  const { onRecorded } = services;
  const told: NodeServices['onRecorded'] = (operations) => {
    onRecorded(operations);
    for (const { kind, body } of operations) {
      if (kind !== 'handover.state-changed') continue;
      const { outgoing, incoming } = (body as StateChanged).changes;
      for (const [handoverId, row] of [...Object.entries(outgoing), ...Object.entries(incoming)]) if (row) listener(handoverId as Uuid, (row as { status: string }).status);
    }
  };
  // the node calls what stands in this place: the bench listens in, nothing of the node changes
  Object.assign(services, { onRecorded: told });
}
