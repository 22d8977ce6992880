import placeRows from './places.json' with { type: 'json' };
import type { Place } from '../schema.ts';

export const places = placeRows as readonly Place[];
