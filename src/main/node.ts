import { mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { instantFrom } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { accessExtension, createAuthenticate } from '#platform/access/index.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createServer } from '#platform/http/server.ts';
import type { Clock, NodeServices } from '#platform/services.ts';
import { createVault, type NodeKeys } from '#platform/vault/index.ts';
import type { NodeConfiguration } from './configuration.ts';
import { deskFiles } from './desk-files.ts';
import { healthRoutes } from './health.ts';
import { projectors } from './projectors.ts';
import { react, type Reactions } from './reactions.ts';
import { createRegistry } from '#rooms/tracing/index.ts';
import { routesOf } from './routes.ts';

export const systemClock: Clock = { now: () => instantFrom(Date.now()), milliseconds: () => Date.now() };

export interface NodeOptions {
  readonly configuration: NodeConfiguration;
  readonly database: ConnectionTarget;
  readonly keys: NodeKeys;
  readonly clock?: Clock;
  readonly logLevel?: 'silent' | 'warn' | 'info';
}

export interface RunningNode {
  readonly services: NodeServices;
  /** Sends what is owed to peers and takes in what they answer, until nothing more moves. */
  settle(): Promise<void>;
  /** Starts to answer; returns the address. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

/** Builds everything that one node is. Nothing is shared between two of them, so several can live in one process. */
export async function createNode({ configuration, database: target, keys, clock = systemClock, logLevel = 'warn' }: NodeOptions): Promise<RunningNode> {
  const database = connect(target);
  await migrate(database);
  const fileFolder = path.join(configuration.dataFolder, 'files');
  mkdirSync(fileFolder, { recursive: true, mode: 0o700 });
  const vault = createVault({ keys, now: clock.now });
  let reactions: Reactions = {};
  const services: NodeServices = {
    nodeId: vault.nodeId,
    settings: {
      name: configuration.name, shortName: configuration.shortName, country: configuration.country, place: configuration.place, publicAddress: configuration.publicAddress,
      dutyPhone: configuration.dutyPhone, publicHelpline: configuration.publicHelpline, isTraining: configuration.isTraining, fileFolder,
    },
    database, vault, clock, projectors,
    randomBytes: (count) => randomBytes(count),
    onRecorded: (operations: readonly Operation[]) => react(services, reactions, operations),
  };
  const registry = createRegistry(services);
  reactions = { person: [(_node, operations) => void registry.refresh(operations)] };
  const server = await createServer({
    node: services, routes: routesOf(registry), authenticate: createAuthenticate(services), logLevel,
    extensions: [healthRoutes(database), accessExtension(services), deskFiles],
  });
  return {
    services,
    settle: async () => undefined,
    listen: () => server.listen({ host: configuration.listen.host, port: configuration.listen.port }),
    stop: async () => {
      await server.close();
      await database.destroy();
    },
  };
}
