import agencyRows from './agencies.json' with { type: 'json' };
import type { Agency } from '../schema.ts';

export const agencies = agencyRows as readonly Agency[];
