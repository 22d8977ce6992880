import { nodeCaller } from '#platform/access/index.ts';
import { listPeerHealth, type PeerHealth } from '#exchange/federation/index.ts';
import { readLastBackup } from '../backup/last.ts';
import type { NodeConfiguration } from '../configuration.ts';
import { systemClock } from '../node.ts';
import { openDatabase, openKeys, ownMigrations, servicesOf, type OpenDatabase } from '../production.ts';
import { examineBackup } from './backup.ts';
import { examineClock } from './clock.ts';
import { examineDatabase } from './database.ts';
import { examineDisk } from './disk.ts';
import type { Finding } from './finding.ts';
import { examineKeys } from './keys.ts';
import { examinePeers } from './peers.ts';
import { examineService } from './service.ts';
import { readDatabaseSafety } from './store.ts';

/** Looks at everything that a node needs to be well. What cannot be looked at, because something else is ill, is left out. */
export async function examine(configuration: NodeConfiguration): Promise<Finding[]> {
  const now = systemClock.now();
  const { keyFolder, dataFolder } = configuration;
  const service = await examineService(configuration);
  const keys = await openKeys(configuration);
  const opened = await openDatabase(configuration);
  try {
    const safety = opened.ok ? await readDatabaseSafety(opened.value.target) : null;
    const isCurrent = opened.ok && ownMigrations().every((name) => opened.value.facts.migrations.includes(name));
    const peers = opened.ok && keys.ok && isCurrent ? await peersOf(configuration, keys.value, opened.value) : [];
    const heard = peers.flatMap(({ clockOffsetSeconds }) => clockOffsetSeconds ?? []);
    return [
      ...service,
      ...examineClock(safety?.clockOffsetSeconds ?? null, heard),
      ...examineDatabase(opened, safety),
      ...examineDisk(dataFolder),
      ...examineKeys(keys, keyFolder, dataFolder, now),
      ...(isCurrent && keys.ok ? examinePeers(peers, now) : []),
      ...examineBackup(readLastBackup(dataFolder), now),
    ];
  } finally {
    if (opened.ok) await opened.value.close();
  }
}

async function peersOf(configuration: NodeConfiguration, keys: Parameters<typeof servicesOf>[1], { target }: OpenDatabase): Promise<readonly PeerHealth[]> {
  const services = servicesOf(configuration, keys, target);
  try {
    const found = await listPeerHealth.run(services, nodeCaller(services), {});
    return found.ok ? found.value.peers : [];
  } finally {
    await services.close();
  }
}
