import { addHours, type Instant } from '#kernel/instant.ts';
import type { Delivery } from '../../schema.ts';

/** The delivery as it is typed. */
export interface DeliveryDraft {
  readonly at: Instant | '';
  readonly place: string;
  readonly deliveredBy: string;
  readonly receivedBy: string;
  readonly condition: string;
  readonly belongings: string;
  readonly papers: string;
  readonly medication: string;
  readonly witnesses: string;
}

const needed = ['place', 'deliveredBy', 'receivedBy', 'condition'] as const;
const spare = ['belongings', 'papers', 'medication', 'witnesses'] as const;

/** Names of the fields that still need an answer. */
export const deliveryFaults = (draft: DeliveryDraft, now: Instant): string[] => [
  ...(draft.at === '' ? ['at'] : draft.at > addHours(now, 1) ? ['future'] : []),
  ...needed.filter((name) => draft[name].trim() === ''),
];

/** What is sent. Only for a draft without faults. */
export function deliveryOf(draft: DeliveryDraft): Delivery {
  const told = spare.filter((name) => draft[name].trim() !== '').map((name) => [name, draft[name].trim()]);
  return { at: draft.at as Instant, place: draft.place.trim(), deliveredBy: draft.deliveredBy.trim(), receivedBy: draft.receivedBy.trim(), condition: draft.condition.trim(), ...Object.fromEntries(told) };
}
