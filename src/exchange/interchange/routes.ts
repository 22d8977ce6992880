import { route, type Route } from '#platform/http/route.ts';
import type { FindCustodians, Registry } from '#rooms/tracing/index.ts';
import * as schema from './schema.ts';
import { check, importSome, list, open, undo } from './service.ts';

/** Rows with long notes and families. */
const rowsBodyLimit = 2 * 1024 * 1024;

export const interchangeRoutes = (registry: Registry, findCustodians: FindCustodians): readonly Route[] => [
  route(schema.listImports, list),
  route(schema.openImport, open),
  route(schema.checkImport, check(registry, findCustodians), { bodyLimit: rowsBodyLimit }),
  route(schema.importRows, importSome, { bodyLimit: rowsBodyLimit }),
  route(schema.undoImport, undo),
];
