import { interchangeRoutes } from '#exchange/interchange/index.ts';
import { proofRoutes } from '#exchange/proof/index.ts';
import { accessRoutes } from '#platform/access/index.ts';
import type { Route } from '#platform/http/route.ts';
import { caseRoutes } from '#rooms/case/index.ts';
import { governanceRoutes } from '#rooms/governance/index.ts';
import { custodiansOf, handoverRoutes } from '#rooms/handover/index.ts';
import { monitoringRoutes } from '#rooms/monitoring/index.ts';
import { personRoutes } from '#rooms/person/index.ts';
import { tracingRoutes, type Registry } from '#rooms/tracing/index.ts';

/** Every verb that can be called over HTTP, room by room. */
export const routesOf = (registry: Registry): readonly Route[] => [
  ...accessRoutes,
  ...governanceRoutes,
  ...personRoutes,
  ...caseRoutes,
  ...handoverRoutes,
  ...tracingRoutes(registry, custodiansOf),
  ...monitoringRoutes,
  ...interchangeRoutes(registry, custodiansOf),
  ...proofRoutes,
];
