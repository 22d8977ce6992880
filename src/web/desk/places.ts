import type { Session } from '#platform/access/schema.ts';
import { hasRole } from '#web/device/session.ts';
import { rooms, type Place } from './rooms.ts';

export interface Destination extends Place {
  readonly href: string;
}

/** Where this worker can go, in the order of the table. */
export const destinationsFor = (session: Session): Destination[] =>
  rooms.flatMap(({ path, place }) => (place && (!place.roles || hasRole(session, ...place.roles)) ? [{ ...place, href: path }] : []));

/** The destination at or below which an address lies: the closest, `/casos/importar` before `/casos`. */
export const placeAt = (location: string, destinations: readonly Destination[]): string | undefined =>
  destinations.map(({ href }) => href).filter((href) => location === href || (href !== '/' && location.startsWith(`${href}/`))).toSorted((one, other) => other.length - one.length)[0];
