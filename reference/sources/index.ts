import sourceRows from './sources.json' with { type: 'json' };
import type { Source } from '../schema.ts';

export const sources = sourceRows as readonly Source[];
