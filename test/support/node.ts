import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Uuid } from '#kernel/identifier.ts';
import { uuidFrom } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Role } from '#kernel/role.ts';
import { createPress } from '#platform/paper/press.ts';
import type { Caller, NodeServices, NodeSettings, Projector } from '#platform/services.ts';
import { createNodeKeys, createVault } from '#platform/vault/index.ts';
import { createTestDatabase } from './database.ts';
import { createSeededBytes } from './seeded-random.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface TestNode {
  readonly services: NodeServices;
  readonly clock: VirtualClock;
  /** Everything recorded so far through `onRecorded`. */
  readonly recorded: Operation[];
  /** A worker of this node with these roles; the first team unless told. */
  worker(roles: readonly Role[], options?: Partial<Caller>): Caller;
  readonly nodeCaller: Caller;
  readonly teams: readonly [Uuid, Uuid];
  close(): Promise<void>;
}

export interface TestNodeOptions {
  readonly seed?: number;
  readonly clock?: VirtualClock;
  readonly settings?: Partial<NodeSettings>;
  readonly projectors: Readonly<Record<string, Projector>>;
  readonly onRecorded?: (operations: readonly Operation[]) => void;
}

/** A whole node on a database of its own, with a clock that stands still and seeded chance. */
export async function createTestNode(options: TestNodeOptions): Promise<TestNode> {
  const clock = options.clock ?? createVirtualClock();
  const seed = options.seed ?? 1;
  const randomBytes = createSeededBytes(seed);
  const { database, drop } = await createTestDatabase();
  const vault = createVault({ keys: createNodeKeys(clock.now(), createSeededBytes(seed + 1000)), now: clock.now });
  const press = createPress();
  const recorded: Operation[] = [];
  const services: NodeServices = {
    nodeId: vault.nodeId,
    settings: {
      name: `Agencia de prueba ${seed}`, shortName: `Prueba ${seed}`, country: 'MX', place: 'Tapachula, Chiapas',
      publicAddress: 'http://127.0.0.1:0', dutyPhone: '+52 000 000 0000', publicHelpline: '000', isTraining: true,
      fileFolder: mkdtempSync(path.join(os.tmpdir(), 'amparo-files-')), ...options.settings,
    },
    database, vault, clock, randomBytes, press,
    whyNotNow: () => Promise.resolve(null),
    projectors: options.projectors,
    onRecorded: (operations) => {
      recorded.push(...operations);
      options.onRecorded?.(operations);
    },
  };
  const newUuid = (): Uuid => uuidFrom(clock.milliseconds(), randomBytes(10));
  const teams = [newUuid(), newUuid()] as const;
  return {
    services, clock, recorded, teams,
    worker: (roles, more = {}) => {
      const workerId = newUuid();
      return {
        kind: 'worker', actor: workerId, workerId, displayName: 'Trabajadora de prueba', roles, teamIds: [teams[0]], deviceId: 'test-device',
        hasSteppedUp: false, purpose: null, requestId: null, ...more,
      };
    },
    nodeCaller: {
      kind: 'node', actor: vault.nodeId, workerId: null, displayName: 'Nodo', roles: [], teamIds: [], deviceId: 'node',
      hasSteppedUp: false, purpose: null, requestId: null,
    },
    close: async () => {
      await press.close();
      await drop();
    },
  };
}
