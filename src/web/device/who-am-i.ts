import type { currentSession } from '#platform/access/schema.ts';

/**
 * The one question the desk asks before it shows anything, as method and path alone: the schemas of the access room,
 * and the library they are written with, load with the first room. A test holds it to the declared endpoint.
 */
export const whoAmI = { method: 'GET', path: '/api/session' } as unknown as typeof currentSession;
