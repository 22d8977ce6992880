import type { FastifyInstance } from 'fastify';
import type { Federation } from '#exchange/federation/index.ts';
import { accessExtension, createAuthenticate } from '#platform/access/index.ts';
import { createServer } from '#platform/http/server.ts';
import type { NodeServices } from '#platform/services.ts';
import type { Registry } from '#rooms/tracing/index.ts';
import { cardPage } from './card-page.ts';
import { deskFiles } from './desk-files.ts';
import { healthRoutes } from './health.ts';
import { routesOf } from './routes.ts';
import { verifierPage } from './verifier-page.ts';

export interface NodeServerOptions {
  readonly logLevel?: 'silent' | 'warn' | 'info';
  readonly logTo?: { write(line: string): void };
  readonly trustedProxies?: readonly string[];
  /** From one address. */
  readonly requestsPerMinute?: number;
  /** At the doors that take a secret and at the public card page from one address, and look-ups of one session; each its own unless told. */
  readonly attemptsPerMinute?: number;
  /** Called with the server before its routes are added. */
  readonly before?: (server: FastifyInstance) => void;
}

/** The whole HTTP surface of one node: every verb, the doors, the peers' inbox, the card page, the desk. */
export function createNodeServer(services: NodeServices, parts: { readonly registry: Registry; readonly federation: Federation }, options: NodeServerOptions = {}): Promise<FastifyInstance> {
  const { logLevel = 'warn', logTo, requestsPerMinute, attemptsPerMinute, trustedProxies, before } = options;
  const authenticate = createAuthenticate(services);
  return createServer({
    node: services, routes: [...routesOf(parts.registry), ...parts.federation.routes], authenticate, logLevel,
    ...(logTo ? { logTo } : {}), ...(trustedProxies ? { trustedProxies } : {}), ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }), ...(attemptsPerMinute === undefined ? {} : { lookUpsPerMinute: attemptsPerMinute }),
    extensions: [
      ...(before ? [before] : []), healthRoutes(services), accessExtension(services, attemptsPerMinute === undefined ? {} : { attemptsPerMinute }),
      (server) => parts.federation.extension(server), cardPage(services.settings, authenticate, attemptsPerMinute), (server) => verifierPage(server), (server) => deskFiles(server),
    ],
  });
}
