import type { Session } from '#platform/access/schema.ts';
import { hasRole } from '#web/device/session.ts';
import { rooms, type Place } from './rooms.ts';

export interface Destination extends Place {
  readonly href: string;
}

/** Where this worker can go, in the order of the table. */
export const destinationsFor = (session: Session): Destination[] =>
  rooms.flatMap(({ path, place }) => (place && (!place.roles || hasRole(session, ...place.roles)) ? [{ ...place, href: path }] : []));

/** Whether an address lies at or below a destination. */
export const isAt = (location: string, href: string): boolean => location === href || (href !== '/' && location.startsWith(`${href}/`));
