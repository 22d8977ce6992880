import type { FastifyInstance, FastifyRequest } from 'fastify';
import { handleRequest, requestLimit, responseOf } from './handle.ts';
import type { Engine } from './ports.ts';
import type { WireRequest } from './wire.ts';

/** Requests of peers from one address in a minute: a day's mail after an outage comes at once. */
const requestsPerMinute = 6000;

/** Puts the peers' door `/fed/1/…` on the node's HTTP server; bodies stay the bytes that were signed. */
export const federationExtension = (parts: Engine) => async (server: FastifyInstance): Promise<void> => {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: requestLimit }, (_request, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: '/fed/1/*',
      bodyLimit: requestLimit,
      schema: { hide: true },
      config: { rateLimit: { max: requestsPerMinute } },
      handler: async (request, reply) => {
        const { status, body, retryAfter } = responseOf(await handleRequest(parts, wireRequestOf(request)));
        if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
        return reply.code(status).type(status === 200 ? 'text/plain; charset=utf-8' : 'application/problem+json').send(body);
      },
    });
  });
};

function wireRequestOf(request: FastifyRequest): WireRequest {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return { method: request.method === 'GET' ? 'GET' : 'POST', path: request.url, headers: Object.fromEntries(headers), body: typeof request.body === 'string' ? request.body : '' };
}
