import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import { createNode } from '#main/node.ts';
import { ensureTeam, nodeCaller } from '#platform/access/index.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { createNodeKeys, loadNodeKeys, saveNodeKeys } from '#platform/vault/index.ts';
import { transact, nodeScope } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { receive } from '#rooms/case/index.ts';
import { loadCustody } from '#rooms/handover/store/load.ts';
import { uuidFrom } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { conclude, countersign, draft, ownTrust, trust, type Trust } from '../../../bench/support/agreement.ts';
import type { Agency } from '../../../bench/support/agency.ts';
import { canary } from '../canary.ts';
import { answersAt, openingAt } from '../people.ts';

/** A node as a process of its own: the server of production, asked by its parent what its workers do. */
interface Place {
  readonly name: string;
  readonly folder: string;
  readonly database: ConnectionTarget;
  readonly port: number;
  readonly publicAddress: string;
  readonly skewHours: number;
}
export type Word =
  | { readonly say: 'open'; readonly place: Place }
  | { readonly say: 'trust'; readonly peer: Trust }
  | { readonly say: 'draft'; readonly peer: Trust['nodeId'] }
  | { readonly say: 'sign' | 'conclude'; readonly document: unknown }
  | { readonly say: 'receive'; readonly number: number }
  | { readonly say: 'act'; readonly groups: readonly (readonly ChildId[])[]; readonly peers: readonly Trust['nodeId'][]; readonly draws: readonly number[]; readonly isWilling: boolean }
  | { readonly say: 'skew'; readonly hours: number }
  | { readonly say: 'retry' };

let agency: Agency | undefined;
let skew = 0;

const setSkew = async (hours: number): Promise<void> => void (skew = hours * 3_600_000);

async function open({ name, folder, database, port, publicAddress, skewHours }: Place): Promise<Trust> {
  skew = skewHours * 3_600_000;
  const clock = { milliseconds: () => Date.now() + skew, now: () => instantFrom(Date.now() + skew) };
  const keyFolder = path.join(folder, 'keys');
  const kept = await loadNodeKeys(keyFolder, { kind: 'training' });
  const keys = kept.ok ? kept.value : createNodeKeys(clock.now());
  if (!kept.ok) valueOf(await saveNodeKeys(keyFolder, keys, { kind: 'training' }));
  const running = await createNode({
    configuration: {
      name, shortName: name, country: 'MX', place: 'Tapachula', publicAddress, dutyPhone: '+52 962 000 0000', publicHelpline: '079', listen: { host: '127.0.0.1', port },
      dataFolder: folder, keyFolder, isTraining: true, database: null, keyPassphrase: null,
    },
    database, keys, clock,
  });
  const { services } = running;
  const teams = [await ensureTeam(services, 'Equipo')];
  agency = {
    running, teams,
    worker: () => {
      const workerId = uuidFrom(clock.milliseconds(), services.randomBytes(10));
      return { ...nodeCaller(services), kind: 'worker', actor: workerId, workerId, displayName: 'Trabajadora', roles: ['supervisor'], teamIds: [teams[0]!], deviceId: 'desk' };
    },
    run: async (verb, caller, input) => valueOf(await verb.run(services, caller, input)),
  };
  await running.listen();
  return ownTrust(agency);
}

async function receiveChild(number: number): Promise<ChildId> {
  const { run, worker, teams } = agency!;
  const profile = { givenNames: canary, firstSurname: `Prueba ${number}`, birth: { precision: 'year', year: 2010 + (number % 12) }, sex: 'F', nationalities: ['HN'], company: 'alone' };
  const { childId } = (await run(receive as never, worker(0, 0), { searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: teams[0], profile })) as { childId: ChildId };
  return childId;
}

/** What workers do now: one thing by the given draws, or, when all is to end, the willing answer to everything open. */
async function act({ groups, peers, draws, isWilling }: Extract<Word, { say: 'act' }>): Promise<string[]> {
  const { running: { services, federation }, worker, teams } = agency!;
  const left = [...draws];
  const draw = () => left.shift() ?? 0.5;
  const state = await transact(services.database, nodeScope(services.clock.now()), (transaction) => loadCustody(unitOf(services, transaction, nodeCaller(services)), { scope: 'whole' }));
  const answers = answersAt(state, services.clock.now(), teams[0] as Uuid, isWilling ? undefined : draw);
  const opening = isWilling ? null : openingAt(state, groups, peers, draw);
  const one = answers.length > 0 && draw() < 0.75 ? answers[Math.floor(draw() * answers.length)] : opening;
  const said: string[] = [];
  for (const { name, verb, input } of isWilling ? answers : one ? [one] : []) {
    const answer = await (verb as Verb<never, unknown>).run(services, worker(0, 0), input);
    said.push(`${name} ${answer.ok ? 'done' : answer.problem.code}`);
  }
  federation.courier.wake();
  return said;
}

/** Time goes by: what waits for its next attempt is due now. What the courier has in its hands is left alone. */
async function retry(): Promise<void> {
  const { running: { services, federation } } = agency!;
  await transact(services.database, nodeScope(services.clock.now()), (transaction) => sql`update federation.sent set next_at = ${services.clock.now()}
    where (peer, key) in (select peer, key from federation.sent where obsolete_at is null and receipt is null for update skip locked)`.execute(transaction));
  await federation.courier.round();
}

function answer(word: Word): Promise<unknown> {
  switch (word.say) {
    case 'open': return open(word.place);
    case 'trust': return trust(agency!, word.peer);
    case 'draft': return draft(agency!, word.peer);
    case 'sign': return countersign(agency!, word.document);
    case 'conclude': return conclude(agency!, word.document);
    case 'receive': return receiveChild(word.number);
    case 'act': return act(word);
    case 'skew': return setSkew(word.hours);
    case 'retry': return retry();
  }
}

const failed = (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) });
process.on('message', ({ id, word }: { id: number; word: Word }) => void answer(word).then((value) => ({ value }), failed).then((said) => process.send?.({ id, ...said })));
process.on('disconnect', () => process.exit(0));
// kill -9 leaves no time to keep what was compiled for the next process
flushCompileCache();
