import type { FastifyInstance } from 'fastify';
import type { NodeServices } from '#platform/services.ts';
import { transact } from '#platform/db/transact.ts';
import { nodeMode } from '#rooms/handover/index.ts';

/** Whether the database answers and how the node stands; null when it does not. */
const standing = async ({ database, clock }: NodeServices): Promise<string | null> => {
  try {
    return await transact(database, { reach: 'none', workerId: null, teamIds: [], now: clock.now() }, (transaction) => nodeMode({ transaction }), { durable: false });
  } catch {
    return null;
  }
};

/**
 * `/healthz`: the process answers. `/readyz`: `ready`, or `recovering` (care goes on, custody does not move), or with 503
 * `superseded` (a newer incarnation of this node exists) and `database-unreachable`. Says nothing about children.
 */
export const healthRoutes = (node: NodeServices) => (server: FastifyInstance): void => {
  server.get('/healthz', { schema: { hide: true } }, () => ({ status: 'up' }));
  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const mode = await standing(node);
    if (mode === null) return reply.code(503).send({ status: 'database-unreachable' });
    return reply.code(mode === 'superseded' ? 503 : 200).send({ status: mode === 'up' ? 'ready' : mode });
  });
};
