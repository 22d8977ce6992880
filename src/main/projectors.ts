import type { Projector } from '#platform/services.ts';

/** Who writes the tables of each room, from the operations of that room. */
export const projectors: Readonly<Record<string, Projector>> = {};
