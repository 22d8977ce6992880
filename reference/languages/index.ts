import languageRows from './languages.json' with { type: 'json' };
import type { Language } from '../schema.ts';

export const languages = languageRows as readonly Language[];
