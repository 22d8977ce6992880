import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { provisionDatabase } from '#platform/db/provision.ts';
import { createPress } from '#platform/paper/press.ts';
import type { NodeServices } from '#platform/services.ts';
import { createVault, loadNodeKeys, type NodeKeys } from '#platform/vault/index.ts';
import type { NodeConfiguration } from './configuration.ts';
import { countOtherClients, readDatabaseFacts, type DatabaseFacts } from './doctor/store.ts';
import { makeFileFolder, relaysOf, systemClock } from './node.ts';
import { projectors } from './projectors.ts';
import { whyNotNow } from './standing-gate.ts';

const leastVersion = 150_000;
const migrationFolder = path.resolve(import.meta.dirname, '../../migrations');

/** The names of the migrations that this program has, in order. */
export const ownMigrations = (): string[] => readdirSync(migrationFolder).filter((name) => name.endsWith('.sql')).sort();

export const programVersion = (): string =>
  (JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }).version;

/** A database that answers. `close` stops an embedded server when nobody else speaks with it. */
export interface OpenDatabase {
  readonly target: ConnectionTarget;
  readonly facts: DatabaseFacts;
  close(): Promise<void>;
}

/**
 * Opens the node's database: the embedded one in the data folder, or `DATABASE_URL`. Refuses with
 * `configuration-invalid` and the reason `database-failed`,
 * `database-unreachable`, `database-old`, `restore-unfinished` (unless it is opened to restore into it), or `database-newer` (a
 * later version of the program has worked in it).
 */
export async function openDatabase(configuration: NodeConfiguration, isForRestore = false): Promise<Result<OpenDatabase>> {
  const opened = configuration.database === null ? await openEmbedded(configuration.dataFolder) : succeed({ target: configuration.database, close: () => Promise.resolve() });
  if (!opened.ok) return opened;
  const { target, close } = opened.value;
  const facts = await readDatabaseFacts(target);
  const refusal = facts.ok ? whyUnfit(facts.value, configuration.dataFolder, isForRestore) : facts;
  if (refusal) {
    await close().catch(() => undefined);
    return refusal;
  }
  return succeed({ target, facts: (facts as { value: DatabaseFacts }).value, close });
}

function whyUnfit({ version, migrations, isBeingRestored }: DatabaseFacts, folder: string, isForRestore: boolean): ReturnType<typeof refuse> | null {
  if (isBeingRestored && !isForRestore) return refuse('configuration-invalid', { reason: 'restore-unfinished', folder });
  if (version < leastVersion) return refuse('configuration-invalid', { reason: 'database-old', version: Math.floor(version / 10_000) });
  const own = new Set(ownMigrations());
  const unknown = migrations.filter((name) => !own.has(name));
  return unknown.length === 0 ? null : refuse('configuration-invalid', { reason: 'database-newer', migrations: unknown });
}

async function openEmbedded(dataFolder: string): Promise<Result<Pick<OpenDatabase, 'target' | 'close'>>> {
  try {
    mkdirSync(dataFolder, { recursive: true });
    const server = await startEmbedded(path.join(dataFolder, 'cluster'));
    const owner = { host: server.host, port: server.port, user: 'postgres', database: 'postgres' };
    return succeed({
      target: await provisionDatabase(server, 'amparo'),
      // the node and a command may use the same server at the same time: the last one stops it
      close: async () => ((await countOtherClients(owner)) === 0 ? server.stop() : undefined),
    });
  } catch (error) {
    return refuse('configuration-invalid', { reason: 'database-failed', folder: dataFolder, cause: error instanceof Error ? error.message : String(error) });
  }
}

/** The node's keys. Refuses as `loadNodeKeys`; `not-found`, reason `keys-missing`, where this node was never founded. */
export async function openKeys({ keyFolder, keyPassphrase }: NodeConfiguration): Promise<Result<NodeKeys>> {
  const keys = await loadNodeKeys(keyFolder, keyPassphrase === null ? { kind: 'training' } : { kind: 'passphrase', passphrase: keyPassphrase });
  return keys.ok || keys.problem.code !== 'not-found' ? keys : refuse('not-found', { reason: 'keys-missing', folder: keyFolder });
}

export interface OpenNode {
  readonly services: NodeServices;
  readonly facts: DatabaseFacts;
  readonly target: ConnectionTarget;
  readonly keys: NodeKeys;
  close(): Promise<void>;
}

/** What a node can do without answering anybody: for the commands that look after it. Migrates nothing. */
export const servicesOf = (configuration: NodeConfiguration, keys: NodeKeys, target: ConnectionTarget): NodeServices & { close(): Promise<void> } => {
  const fileFolder = makeFileFolder(configuration.dataFolder);
  const database = connect(target);
  const press = createPress();
  const vault = createVault({ keys, now: systemClock.now });
  const { name, shortName, country, place, publicAddress, dutyPhone, publicHelpline, isTraining } = configuration;
  return {
    nodeId: vault.nodeId, settings: { name, shortName, country, place, publicAddress, dutyPhone, publicHelpline, isTraining, fileFolder, ...relaysOf(configuration) },
    database, vault, press, clock: systemClock, projectors,
    randomBytes: (count) => randomBytes(count),
    whyNotNow,
    onRecorded: () => undefined,
    close: async () => {
      await press.close();
      await database.destroy();
    },
  };
};

/** Keys, database and services of a node. Refuses as `openKeys` and `openDatabase`. */
export async function openNode(configuration: NodeConfiguration): Promise<Result<OpenNode>> {
  const keys = await openKeys(configuration);
  if (!keys.ok) return keys;
  const opened = await openDatabase(configuration);
  if (!opened.ok) return opened;
  const { target, facts } = opened.value;
  const services = servicesOf(configuration, keys.value, target);
  return succeed({
    services, facts, target, keys: keys.value,
    close: async () => {
      await services.close();
      await opened.value.close();
    },
  });
}

/** Refuses with `configuration-invalid`, reason `port-in-use` or `port-refused`, before anything is opened. */
export const requireFreePort = ({ host, port }: NodeConfiguration['listen']): Promise<Result<void>> =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error: { code?: string }) =>
      resolve(refuse('configuration-invalid', { reason: error.code === 'EADDRINUSE' ? 'port-in-use' : 'port-refused', port, host, cause: error.code ?? '' })));
    probe.listen(port, host, () => probe.close(() => resolve(succeed(undefined))));
  });
