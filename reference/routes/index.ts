import routeRows from './routes.json' with { type: 'json' };
import type { Route } from '../schema.ts';

export const routes = routeRows as readonly Route[];
