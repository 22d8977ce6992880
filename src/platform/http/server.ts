import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { pathNames } from '#kernel/endpoint.ts';
import { isUuid } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Caller, NodeServices } from '../services.ts';
import { routeSchema } from './openapi.ts';
import { sendProblem } from './problem-reply.ts';
import type { Route } from './route.ts';
import { protectAnswers } from './security-headers.ts';

export interface ServerParts {
  readonly node: NodeServices;
  readonly routes: readonly Route[];
  /** Who sends this request, from its session; null when nobody is signed in. */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | null>;
  /** Whatever is not a verb: the desk's files, the peers' inbox, sign-in cookies. */
  readonly extensions: readonly ((server: FastifyInstance) => void | Promise<void>)[];
  readonly logLevel: 'silent' | 'warn' | 'info';
  /** Where the log goes; standard output unless told. */
  readonly logTo?: { write(line: string): void };
  /** Proxies in front whose word counts for whom a request comes from; nobody's unless told, since anyone can write the header. */
  readonly trustedProxies?: readonly string[];
  /** Requests a minute from one address; 600 unless told. */
  readonly requestsPerMinute?: number;
  /** Look-ups a minute of one session; 60 unless told. */
  readonly lookUpsPerMinute?: number;
}

/**
 * The node's HTTP server: every row of the route table becomes a route, answers are problems (RFC 9457) or JSON, and
 * `/api/openapi.json` describes it all. Validation happens in the verb itself, so no route can forget it.
 */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const server = fastify({
    logger: parts.logLevel === 'silent' ? false : { level: parts.logLevel, ...(parts.logTo ? { stream: parts.logTo } : {}), serializers: { req: (request) => ({ method: request.method, route: request.routeOptions?.url }) } },
    bodyLimit: 256 * 1024,
    trustProxy: parts.trustedProxies === undefined ? false : [...parts.trustedProxies],
  });
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await server.register(cookie);
  await server.register(rateLimit, { max: parts.requestsPerMinute ?? 600, timeWindow: '1 minute' });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Amparo', version: '1', description: `API of ${parts.node.settings.name}` },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
      security: [{ session: [] }],
    },
  });
  protectAnswers(server);
  for (const extension of parts.extensions) await extension(server);
  for (const row of parts.routes) addRoute(server, parts, row);
  server.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
  server.setErrorHandler((error: { code?: string; statusCode?: number }, request, reply) => {
    const problem = frameworkProblem(error);
    if (problem) return sendProblem(reply, problem);
    request.log.error({ err: error }, 'unexpected failure');
    return sendProblem(reply, { code: 'unexpected', details: {} });
  });
  return server;
}

function addRoute(server: FastifyInstance, parts: ServerParts, row: Route): void {
  const { endpoint, verb } = row;
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: routeSchema(endpoint, verb.name),
    ...(row.bodyLimit === undefined ? {} : { bodyLimit: row.bodyLimit }),
    ...(row.isLookUp ? { config: { rateLimit: { max: parts.lookUpsPerMinute ?? 60, timeWindow: '1 minute', keyGenerator: sessionOf } } } : {}),
    handler: async (request, reply) => {
      const caller = await parts.authenticate(request);
      if (!caller) return sendProblem(reply, { code: 'sign-in-needed', details: {} });
      if (endpoint.method !== 'GET' && !isOurOwnPage(request)) return sendProblem(reply, { code: 'not-allowed', details: {} });
      const answer = await verb.run(parts.node, withHeaders(caller, request), inputOf(request, endpoint.path));
      return answer.ok ? reply.send(answer.value ?? {}) : sendProblem(reply, answer.problem);
    },
  });
}

/** A page of another origin cannot set this header without a preflight that we never allow (with SameSite cookies: two locks). */
const isOurOwnPage = (request: FastifyRequest): boolean =>
  request.headers.authorization !== undefined || request.headers['x-amparo'] === '1';

/** What tells sessions apart; whoever has none is refused before anything is looked up. */
const sessionOf = (request: FastifyRequest): string => request.headers.authorization ?? request.headers.cookie ?? request.ip;

function withHeaders(caller: Caller, request: FastifyRequest): Caller {
  const requestId = request.headers['x-request-id'];
  const purpose = request.headers['x-purpose'];
  return {
    ...caller,
    requestId: typeof requestId === 'string' && isUuid(requestId) ? requestId : null,
    purpose: typeof purpose === 'string' ? purpose.slice(0, 80) : null,
  };
}

/** Puts path, query and body back together into the verb's one flat input. A query's numbers and booleans arrive as text. */
function inputOf(request: FastifyRequest, path: string): Record<string, unknown> {
  const names = new Set(pathNames(path));
  const body = typeof request.body === 'object' && request.body !== null ? (request.body as Record<string, unknown>) : {};
  const rest = Object.entries({ ...(request.query as Record<string, unknown>), ...body }).filter(([name]) => !names.has(name));
  return { ...Object.fromEntries(rest), ...(request.params as Record<string, unknown>) };
}

/** Refusals that the framework finds before a verb runs. */
function frameworkProblem(error: { code?: string; statusCode?: number }): Problem | null {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'too-large', details: {} };
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { code: 'unsupported-media', details: {} };
  if (error.statusCode === 429) return { code: 'too-many-requests', details: {} };
  if (error.statusCode !== undefined && error.statusCode < 500) return { code: 'input-invalid', details: { fields: ['/: not readable'] } };
  return null;
}
