import { createHash } from 'node:crypto';
import path from 'node:path';
import { uuidFrom, type Uuid } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { createNode, type RunningNode } from '#main/node.ts';
import { ensureTeam, nodeCaller } from '#platform/access/index.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { createNodeKeys, loadNodeKeys, saveNodeKeys, type NodeKeys } from '#platform/vault/index.ts';

/** One agency that is measured: a whole node, its teams and people. */
export interface Agency {
  readonly running: RunningNode;
  readonly teams: readonly Uuid[];
  /** A worker of that team: the same person for the same numbers. */
  worker(team: number, person: number, role?: Role): Caller;
  /** As the desk calls it; throws when it is refused. */
  run<Output>(verb: Verb<never, Output>, caller: Caller, input: unknown): Promise<Output>;
}

export interface AgencyPlace {
  readonly name: string;
  readonly folder: string;
  readonly database: ConnectionTarget;
  readonly port: number;
  readonly teams: number;
}

async function keysIn(folder: string): Promise<NodeKeys> {
  const kept = await loadNodeKeys(folder, { kind: 'training' });
  if (kept.ok) return kept.value;
  const keys = createNodeKeys(instantFrom(Date.now()));
  valueOf(await saveNodeKeys(folder, keys, { kind: 'training' }));
  return keys;
}

export async function openAgency({ name, folder, database, port, teams: count }: AgencyPlace): Promise<Agency> {
  const keyFolder = path.join(folder, 'keys');
  const running = await createNode({
    configuration: {
      name, shortName: name, country: 'MX', place: 'Tapachula', publicAddress: `http://127.0.0.1:${port}`, dutyPhone: '+52 000 000 0000', publicHelpline: '+52 000 000 0000',
      listen: { host: '127.0.0.1', port }, dataFolder: folder, keyFolder, isTraining: true, database: null, keyPassphrase: null,
    },
    database, keys: await keysIn(keyFolder),
  });
  const { services } = running;
  const teams: Uuid[] = [];
  for (let number = 1; number <= count; number++) teams.push(await ensureTeam(services, `Equipo ${number}`));
  return {
    running, teams,
    worker: (team, person, role = 'case_worker') => {
      const workerId = uuidFrom(0, createHash('sha256').update(`${team}/${person}/${role}`).digest());
      return { ...nodeCaller(services), kind: 'worker', actor: workerId, workerId, displayName: `Persona ${person} del equipo ${team + 1}`, roles: [role], teamIds: [teams[team]!], deviceId: 'bench' };
    },
    run: async (verb, caller, input) => valueOf(await verb.run(services, caller, input)),
  };
}
