import countryRows from './countries.json' with { type: 'json' };
import type { Country } from '../schema.ts';

export const countries = countryRows as readonly Country[];
