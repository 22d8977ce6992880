import type { NodeId } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import type { BodyKind, PeerStatus } from '#rooms/governance/schema.ts';
import { consularLock, type LockFacts } from '#rooms/governance/rules.ts';
import type { ContactState } from '../schema/contact.ts';
import type { SearchCause } from '../schema/search.ts';

/** States in which nobody of this agency knows where the child is, or in which she is out of its hands. */
const lostStates: Partial<Readonly<Record<ContactState, SearchCause>>> = { not_seen: 'not_seen', absconded: 'absconded', taken: 'taken' };
/** States in which an authority has moved the child: her next agency is told and asked, at once. */
const removalStates: readonly ContactState[] = ['deported', 'transferred', 'detained'];

/** Why a search is due after this, or null. */
export const searchCauseOf = (contact: ContactState): SearchCause | null => lostStates[contact] ?? null;
export const isRemoval = (contact: ContactState): boolean => removalStates.includes(contact);

/** Whether the custodian must hurry to search, and by when: from the moment it was known (custody/1 section 8). */
export const searchDueAt = (contact: ContactState, knownAt: Instant, hours: number): Instant | null => (searchCauseOf(contact) === null ? null : addHours(knownAt, hours));

interface Reception {
  readonly nodeId: NodeId;
  readonly country: string;
  readonly bodyKind: BodyKind;
  readonly status: PeerStatus;
}

/** Who is asked in a country of arrival: child protection before shelters, consulates, international and civil bodies; never first the migration authority. */
const receptionOrder: readonly BodyKind[] = ['child_protection_authority', 'public_shelter', 'consulate', 'international_organization', 'civil_society', 'migration_authority'];

/**
 * The nodes of a country that are told and asked when a child is brought there, in order. A lock that holds for one
 * child of the group holds for all: no body of the state from which she needs protection hears anything of her.
 */
export function receptionNodes(peers: readonly Reception[], country: string, group: readonly LockFacts[]): NodeId[] {
  return peers
    .filter((peer) => peer.status === 'active' && peer.country === country && group.every((facts) => consularLock(facts, peer).ok))
    .toSorted((one, other) => receptionOrder.indexOf(one.bodyKind) - receptionOrder.indexOf(other.bodyKind) || (one.nodeId < other.nodeId ? -1 : 1))
    .map(({ nodeId }) => nodeId);
}
