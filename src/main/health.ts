import type { FastifyInstance } from 'fastify';
import { isAnswering, type Database } from '#platform/db/connect.ts';

/** `/healthz`: the process answers. `/readyz`: it can also reach its database. Neither says anything about children. */
export const healthRoutes = (database: Database) => (server: FastifyInstance): void => {
  server.get('/healthz', { schema: { hide: true } }, () => ({ status: 'up' }));
  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) =>
    (await isAnswering(database)) ? { status: 'ready' } : reply.code(503).send({ status: 'database-unreachable' }));
};
