import path from 'node:path';
import type { Wire } from '#exchange/federation/index.ts';
import { provisionDatabase } from '#platform/db/provision.ts';
import type { EmbeddedServer } from '#platform/db/embedded.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import type { Clock } from '#platform/services.ts';
import { createNodeKeys, loadNodeKeys, rotateExchangeKeys, saveNodeKeys, type NodeKeys } from '#platform/vault/index.ts';
import { createNode, type RunningNode } from '../node.ts';
import type { TrainingNode } from '../training/story.ts';

export interface CorridorNode {
  readonly training: TrainingNode;
  readonly port: number;
  readonly address: string;
  readonly running: RunningNode;
}

export interface CorridorPlace {
  readonly folder: string;
  readonly server: EmbeddedServer;
  readonly clock: Clock;
  readonly firstPort: number;
  readonly wire: Wire;
}

/** Keys as a node has them that has worked, and rotated its keys, through the months of the stories. */
const keysWithHistory = (founded: Instant): NodeKeys => [50, 110].reduce((keys, days) => rotateExchangeKeys(keys, addDays(founded, days)), createNodeKeys(founded));

async function keysOf(folder: string, clock: Clock): Promise<NodeKeys> {
  const kept = await loadNodeKeys(folder, { kind: 'training' });
  if (kept.ok) return kept.value;
  const keys = keysWithHistory(clock.now());
  valueOf(await saveNodeKeys(folder, keys, { kind: 'training' }));
  return keys;
}

/** Builds one training node: its own database and role, its own keys, its own port. */
export async function openCorridorNode(place: CorridorPlace, training: TrainingNode, index: number): Promise<CorridorNode> {
  const port = place.firstPort + index;
  // passkeys need a host name: browsers refuse them for an address of numbers
  const address = `http://localhost:${port}`;
  const dataFolder = path.join(place.folder, training.key);
  const running = await createNode({
    configuration: {
      name: training.name.es, shortName: training.shortName, country: training.country, place: training.city, publicAddress: address,
      dutyPhone: training.dutyPhone, publicHelpline: training.publicHelpline, listen: { host: '127.0.0.1', port }, dataFolder,
      keyFolder: path.join(dataFolder, 'keys'), isTraining: true, database: null, keyPassphrase: null,
    },
    database: await provisionDatabase(place.server, `node_${training.key.replaceAll('-', '_')}`),
    keys: await keysOf(path.join(dataFolder, 'keys'), place.clock),
    clock: place.clock,
    wire: place.wire,
  });
  return { training, port, address, running };
}
