import { mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { NodeId } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Federation, Wire } from '#exchange/federation/index.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { migrate } from '#platform/db/migrate.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { createPress } from '#platform/paper/press.ts';
import type { Clock, NodeServices, UnitOfWork } from '#platform/services.ts';
import { createVault, type NodeKeys } from '#platform/vault/index.ts';
import type { NodeConfiguration } from './configuration.ts';
import { erasureBookIn } from './erasure-book.ts';
import { createTimer, federationOf } from './federation.ts';
import { incarnationIn } from './incarnation.ts';
import { peerBookIn } from './peer-book.ts';
import { projectors } from './projectors.ts';
import { react, reactionsOf, type Reactions } from './reactions.ts';
import { destroyRemovedFiles } from '#rooms/case/index.ts';
import { alignPeers, runHandoverClocks } from '#rooms/handover/index.ts';
import { createRegistry, createStandingQuestions } from '#rooms/tracing/index.ts';
import { createNodeServer } from './server.ts';
import { whyNotNow } from './standing-gate.ts';

/** How often the node looks for offers whose time is over. */
const clockPause = 60_000;

export const systemClock: Clock = { now: () => instantFrom(Date.now()), milliseconds: () => Date.now() };

/** Where sealed photos and documents lie, for this user alone. The folder around it stays open: the embedded database may run as another user. */
export function makeFileFolder(dataFolder: string): string {
  const fileFolder = path.join(dataFolder, 'files');
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(fileFolder, { recursive: true, mode: 0o700 });
  return fileFolder;
}

/** The relays that the node's card names. */
export const relaysOf = ({ line }: NodeConfiguration): { relays?: readonly NodeId[] } => (line?.relays ? { relays: line.relays } : {});

export interface NodeOptions {
  readonly configuration: NodeConfiguration;
  readonly database: ConnectionTarget;
  readonly keys: NodeKeys;
  readonly clock?: Clock;
  readonly logLevel?: 'silent' | 'warn' | 'info';
  /** The line to peers; HTTP unless told. */
  readonly wire?: Wire;
}

export interface RunningNode {
  readonly services: NodeServices;
  readonly federation: Federation;
  /** Takes into custody/1 whom governance trusts by now. */
  alignPeers(): Promise<void>;
  /** Ends offers whose time is over and asks the next receiver; asks the standing questions of tracing again. */
  runClocks(): Promise<void>;
  /** Starts to answer; returns the address. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

/** Builds everything that one node is. Nothing is shared between two of them, so several can live in one process. */
export async function createNode({ configuration, database: target, keys, clock = systemClock, logLevel = 'warn', wire }: NodeOptions): Promise<RunningNode> {
  const database = connect(target);
  await migrate(database);
  const fileFolder = makeFileFolder(configuration.dataFolder);
  const press = createPress();
  const vault = createVault({ keys, now: clock.now });
  let reactions: Reactions = {};
  const services: NodeServices = {
    nodeId: vault.nodeId,
    settings: {
      name: configuration.name, shortName: configuration.shortName, country: configuration.country, place: configuration.place, publicAddress: configuration.publicAddress,
      dutyPhone: configuration.dutyPhone, publicHelpline: configuration.publicHelpline, isTraining: configuration.isTraining, fileFolder, ...relaysOf(configuration),
    },
    database, vault, clock, projectors, press, whyNotNow,
    randomBytes: (count) => randomBytes(count),
    onRecorded: (operations: readonly Operation[]) => react(services, reactions, operations),
  };
  const registry = createRegistry(services);
  const standing = createStandingQuestions(registry);
  const timer = createTimer(clock.milliseconds);
  const fail = (error: unknown) => process.stderr.write(`${configuration.shortName}: ${error instanceof Error ? error.message : String(error)}\n`);
  const federation = federationOf(services, { incarnation: incarnationIn(configuration.keyFolder), peerBook: peerBookIn(configuration.keyFolder), erasureBook: erasureBookIn(configuration.keyFolder), scheduler: timer, line: configuration.line, onFailure: fail, ...(wire ? { wire } : {}) });
  const asNode = <T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> =>
    transact(database, nodeScope(clock.now()), (transaction) => work(unitOf(services, transaction, nodeCaller(services))));
  reactions = reactionsOf({ registry, federation, alignPeers: () => asNode(alignPeers), askAgain: () => standing.run(services), fail });
  const server = await createNodeServer(services, { registry, federation }, { logLevel, ...(configuration.listen.trustedProxies ? { trustedProxies: configuration.listen.trustedProxies } : {}) });
  let clocks: NodeJS.Timeout | undefined;
  const runClocks = async () => {
    await runHandoverClocks(services, nodeCaller(services));
    await standing.run(services);
    await destroyRemovedFiles.run(services, nodeCaller(services), {});
    await federation.compareWhenDue();
  };
  return {
    services, federation, runClocks,
    alignPeers: () => asNode(alignPeers),
    listen: async () => {
      await federation.alignIncarnation();
      await federation.keepPeers();
      await federation.keepErasures();
      const address = await server.listen({ host: configuration.listen.host, port: configuration.listen.port });
      timer.start();
      void standing.run(services).catch(fail);
      federation.courier.wake();
      clocks = setInterval(() => void runClocks().then(() => federation.lookWhenDue()).catch(fail), clockPause);
      clocks.unref();
      return address;
    },
    stop: async () => {
      clearInterval(clocks);
      timer.stop();
      await server.close();
      await press.close();
      await registry.close();
      await database.destroy();
    },
  };
}
