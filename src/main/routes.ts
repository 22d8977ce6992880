import { accessRoutes } from '#platform/access/index.ts';
import type { Route } from '#platform/http/route.ts';
import { caseRoutes } from '#rooms/case/index.ts';
import { governanceRoutes } from '#rooms/governance/index.ts';
import { handoverRoutes } from '#rooms/handover/index.ts';
import { personRoutes } from '#rooms/person/index.ts';

/** Every verb that can be called over HTTP, room by room. */
export const routes: readonly Route[] = [...accessRoutes, ...governanceRoutes, ...personRoutes, ...caseRoutes, ...handoverRoutes];
