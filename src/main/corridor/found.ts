import type { Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { ensureAccount, ensureTeam, nodeCaller } from '#platform/access/index.ts';
import type { Caller } from '#platform/services.ts';
import { addPeer, completeAgreement, draftAgreement, issueOwnCard, signAgreement } from '#rooms/governance/index.ts';
import type { NodeKey, TrainingAgreement, TrainingUser } from '../training/story.ts';
import type { CorridorNode } from './nodes.ts';

/** Everyone in the training corridor signs in with this. A real node refuses it. */
export const trainingPassword = 'corredor-de-practica';

/** Who works where, by user name: what the player of the stories needs to act as them. */
export interface Staff {
  readonly callers: ReadonlyMap<string, Caller>;
  /** By `<node key>/<team key>`. */
  readonly teams: ReadonlyMap<string, Uuid>;
}

/** Makes teams and accounts; running it again changes nothing. */
export async function hireStaff(nodes: readonly CorridorNode[], users: readonly TrainingUser[], progress: (done: number) => void): Promise<Staff> {
  const teams = new Map<string, Uuid>();
  const callers = new Map<string, Caller>();
  for (const { training, running } of nodes) {
    for (const team of training.teams) teams.set(`${training.key}/${team.key}`, await ensureTeam(running.services, team.name));
  }
  let done = 0;
  for (const { training, running } of nodes) {
    for (const user of users.filter(({ node }) => node === training.key)) {
      const teamIds = user.teams.map((team) => teams.get(`${training.key}/${team}`)!);
      const { userName, displayName, roles, language } = user;
      const account = valueOf(await ensureAccount(running.services, { userName, displayName, roles, teamIds, language, password: trainingPassword }));
      callers.set(userName, { ...nodeCaller(running.services), kind: 'worker', actor: account.id, workerId: account.id, displayName, roles, teamIds, deviceId: 'corridor', hasSteppedUp: true });
      progress((done += 1));
    }
  }
  return { callers, teams };
}

const administratorOf = (staff: Staff, users: readonly TrainingUser[], node: NodeKey): Caller =>
  staff.callers.get(users.find((user) => user.node === node && user.roles.includes('administrator'))!.userName)!;

/** Every node trusts those with whom it has an agreement, and both sign it. */
export async function concludeAgreements(nodes: readonly CorridorNode[], staff: Staff, users: readonly TrainingUser[], agreements: readonly TrainingAgreement[]): Promise<void> {
  const byKey = new Map(nodes.map((node) => [node.training.key, node]));
  const cards = new Map<NodeKey, string>();
  for (const { training, running } of nodes) cards.set(training.key, valueOf(await issueOwnCard.run(running.services, nodeCaller(running.services), {})).card);
  for (const { parties, key: _key, ...terms } of agreements) {
    const [one, other] = parties.map((party) => byKey.get(party));
    if (!one || !other) continue;
    for (const [here, there] of [[one, other], [other, one]] as const) {
      const card = cards.get(there.training.key)!;
      const trust = { card, bodyKind: there.training.bodyKind, fingerprint: await there.running.services.vault.fingerprint(card), means: 'in_person' };
      const added = await addPeer.run(here.running.services, administratorOf(staff, users, here.training.key), trust);
      if (!added.ok && added.problem.code !== 'already-done') valueOf(added);
    }
    const draft = valueOf(await draftAgreement.run(one.running.services, administratorOf(staff, users, one.training.key), { peer: other.running.services.nodeId, ...terms }));
    const signed = valueOf(await signAgreement.run(other.running.services, administratorOf(staff, users, other.training.key), { document: draft }));
    valueOf(await completeAgreement.run(one.running.services, administratorOf(staff, users, one.training.key), { document: signed }));
  }
}
