import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { uuidFrom } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';
import { valueOf } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { revokeOwnKey, type Federation, type ErasureBook, type IncarnationKeeper, type KeptErasure, type PeerBook, type Scheduler, type Wire } from '#exchange/federation/index.ts';
import type { Instant } from '#kernel/instant.ts';
import { federationOf } from '#main/federation.ts';
import { projectors } from '#main/projectors.ts';
import { react, reactionsOf, type Reactions } from '#main/reactions.ts';
import { whyNotNow } from '#main/standing-gate.ts';
import { ensureTeam, nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { record } from '#platform/ledger/record.ts';
import { createPress } from '#platform/paper/press.ts';
import type { Caller, Clock, NodeServices, NodeSettings, UnitOfWork } from '#platform/services.ts';
import { createNodeKeys, createVault, keyInUse, replaceCompromisedKey, rotateExchangeKeys } from '#platform/vault/index.ts';
import { completeAgreement, draftAgreement, issueOwnCard, signAgreement } from '#rooms/governance/index.ts';
import type { KeptPeer } from '#rooms/governance/schema.ts';
import { alignPeers } from '#rooms/handover/index.ts';
import { createRegistry, type Registry } from '#rooms/tracing/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createMortalDatabase, ProcessEnded, type MortalDatabase } from './mortal-database.ts';
import { createSeededBytes } from './seeded-random.ts';

/** What one process of a node holds in its memory; thrown away when it ends. */
interface Process {
  readonly services: NodeServices;
  readonly federation: Federation;
  readonly registry: Registry;
  readonly mortal: MortalDatabase;
}

/** Another machine of a node: the former one of a restored node, on its own database with its own number of incarnation, or a twin on the same. */
export interface OldMachine extends Process {
  run<Output>(verb: Verb<never, Output>, input: unknown): Promise<Result<Output>>;
  /** It is switched off for good. */
  end(): Promise<void>;
}

/** One agency's whole node, composed of the same parts as in `src/main`, with clock, chance, line and crashes in the test's hand. */
export interface Agency extends Process {
  readonly name: string;
  readonly nodeId: NodeId;
  readonly address: string;
  readonly team: Uuid;
  readonly otherTeam: Uuid;
  readonly caller: Caller;
  /** A supervisor of the first team, who may do all that files and custody need. */
  readonly worker: Caller;
  workerWith(roles: readonly Role[], more?: Partial<Caller>): Caller;
  run<Output>(verb: Verb<never, Output>, input: unknown, caller?: Caller): Promise<Result<Output>>;
  within<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  /** A second process on the same database, beside the first: split brain. Messages reach the first. */
  startTwin(): OldMachine;
  /** The process ends and a new one starts on the same database. */
  restart(): void;
  /** A copy of the database as it is now. */
  backUp(): Promise<TestDatabase>;
  /** The machine is lost; a new process starts on a copy of an older database, and its keeper has raised the incarnation. */
  restore(backup: TestDatabase): Promise<void>;
  /** As `restore`, while the old machine goes on: it can speak to others, what is sent to the node reaches the new one. */
  restoreBesideOld(backup: TestDatabase): Promise<OldMachine>;
  /** The note beside the keys of whom it erased is gone. */
  loseErasureBook(): void;
  /** New keys to sign and to be sealed to, used from the next start, which is now; the peers are told by the new card. */
  rotateKeys(): Promise<void>;
  /** Somebody else may have the signing key in use since a moment: as `amparo keys revoke` and a start do it. @returns the key's name */
  revokeKey(since: Instant): Promise<string>;
  /** Resolves when what follows from recorded acts (search index, peers) is done. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface AgencyOptions {
  readonly name: string;
  readonly seed: number;
  readonly clock: Clock;
  readonly wireAt: (address: string) => Wire;
  /** Where the agency's door is, now and after each restart. */
  readonly connect: (address: string, federation: Federation) => void;
  readonly settings?: Partial<NodeSettings>;
  /** From the cluster of the test run unless told. */
  readonly createDatabase?: () => Promise<TestDatabase>;
  /** As in production, a machine that raises its incarnation takes at least this number, so that two machines of a node differ. */
  readonly leastIncarnation?: () => number;
}

/** As a file beside the keys: no restore of the database lowers it. */
function createKeeper(incarnation: number, leastOfAll: () => number): IncarnationKeeper {
  let current = incarnation;
  return { current: () => current, raise: (least) => (current = Math.max(current + 1, least + 1, leastOfAll())) };
}

/** Nothing wakes by itself: tests say when a courier makes its round. */
const stillScheduler: Scheduler = { wakeAt: () => undefined };

export async function createAgency({ name, seed, clock, wireAt, connect, settings, createDatabase = createTestDatabase, leastIncarnation = () => 0 }: AgencyOptions): Promise<Agency> {
  const address = `http://${name.toLowerCase()}.test`;
  let lasting = await createDatabase();
  let keeper = createKeeper(0, leastIncarnation);
  let book: readonly KeptPeer[] = [];
  let erasures: readonly KeptErasure[] = [];
  const erasureBook: ErasureBook = { read: () => erasures, write: (kept) => void (erasures = kept) };
  const peerBook: PeerBook = { read: () => book, write: (peers) => void (book = peers) };
  // one stream for all processes: an identifier is never given twice
  const randomBytes = createSeededBytes(seed);
  let keys = createNodeKeys(clock.now(), createSeededBytes(seed + 1000));
  const press = createPress();
  const fileFolder = mkdtempSync(path.join(os.tmpdir(), 'amparo-files-'));
  const underWay = new Set<Promise<unknown>>();
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    if (!(error instanceof ProcessEnded)) failures.push(error);
  };
  const follow = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(() => undefined, () => undefined).then(() => void underWay.delete(settled));
    underWay.add(settled);
    return work;
  };

  const start = (): Process => {
    const mortal = createMortalDatabase(lasting.database);
    const vault = createVault({ keys, now: clock.now });
    let reactions: Reactions = {};
    const services: NodeServices = {
      nodeId: vault.nodeId, database: mortal.database, vault, clock, randomBytes, press, projectors, whyNotNow,
      settings: {
        name: `Agencia ${name}`, shortName: name, country: 'MX', place: 'Tapachula, Chiapas', publicAddress: address, dutyPhone: '+52 962 000 0000',
        publicHelpline: '079', isTraining: true, fileFolder, ...settings,
      },
      onRecorded: (operations) => react(services, reactions, operations),
    };
    const registry = createRegistry(services);
    const federation = federationOf(services, { incarnation: keeper, peerBook, erasureBook, scheduler: stillScheduler, wire: wireAt(address), onFailure: fail });
    const asNode = <T>(work: (unit: UnitOfWork) => Promise<T>) => transact(services.database, nodeScope(clock.now()), (transaction) => work(unitOf(services, transaction, nodeCaller(services))));
    reactions = reactionsOf({
      registry: { ...registry, refresh: () => follow(registry.refresh()) }, federation, alignPeers: () => follow(asNode(alignPeers)), askAgain: () => Promise.resolve(), fail,
    });
    connect(address, federation);
    return { services, federation, registry, mortal };
  };

  let process = start();
  const [team, otherTeam] = [await ensureTeam(process.services, 'Primera'), await ensureTeam(process.services, 'Segunda')];
  const workerWith: Agency['workerWith'] = (roles, more = {}) => {
    const workerId = uuidFrom(clock.milliseconds(), randomBytes(10));
    return { ...nodeCaller(process.services), kind: 'worker', actor: workerId, workerId, displayName: 'Trabajadora', roles, teamIds: [team], deviceId: 'desk', ...more };
  };
  const worker = workerWith(['supervisor']);
  const startOn = async (backup: TestDatabase) => {
    lasting = await backup.copy();
    // whoever restores a database raises the number outside it
    keeper = createKeeper(keeper.current(), leastIncarnation);
    keeper.raise(keeper.current());
    process = start();
  };
  const restart = () => {
    process.mortal.kill();
    process = start();
  };
  return {
    name, address, team, otherTeam, worker, workerWith,
    nodeId: process.services.nodeId,
    get services() { return process.services; },
    get federation() { return process.federation; },
    get registry() { return process.registry; },
    get mortal() { return process.mortal; },
    get caller() { return nodeCaller(process.services); },
    run: (verb, input, caller = worker) => verb.run(process.services, caller, input),
    within: (work) => transact(process.services.database, nodeScope(clock.now()), (transaction) => work(unitOf(process.services, transaction, nodeCaller(process.services)))),
    restart,
    backUp: () => lasting.copy(),
    async restore(backup) {
      await process.mortal.end();
      const { drop } = lasting;
      await startOn(backup);
      await drop();
    },
    startTwin() {
      const first = process;
      const twin = start();
      connect(address, first.federation);
      return { ...twin, run: (verb, input) => verb.run(twin.services, worker, input), end: () => twin.mortal.end() };
    },
    async restoreBesideOld(backup) {
      const [old, { drop }] = [process, lasting];
      await startOn(backup);
      return {
        ...old,
        run: (verb, input) => verb.run(old.services, worker, input),
        end: async () => {
          await old.mortal.end();
          await drop();
        },
      };
    },
    async rotateKeys() {
      keys = rotateExchangeKeys(keys, clock.now(), randomBytes);
      restart();
      valueOf(await issueOwnCard.run(process.services, nodeCaller(process.services), {}));
    },
    loseErasureBook: () => void (erasures = []),
    async revokeKey(since) {
      const { kid } = keyInUse(keys.signing, clock.now());
      valueOf(await revokeOwnKey.run(process.services, nodeCaller(process.services), { kid, since, reason: 'compromised' }));
      keys = replaceCompromisedKey(keys, kid, since, clock.now(), randomBytes);
      keeper.raise(keeper.current());
      restart();
      valueOf(await issueOwnCard.run(process.services, nodeCaller(process.services), {}));
      await process.federation.alignIncarnation();
      return kid;
    },
    async quiet() {
      while (underWay.size > 0) await Promise.all(underWay);
      if (failures.length > 0) throw new AggregateError(failures.splice(0), `${name} failed by itself`);
    },
    async close() {
      await Promise.all(underWay);
      await press.close();
      await lasting.drop();
    },
  };
}

/** What an agreement in tests allows: everything, after acceptance what is personal. */
export const openFieldPolicy = { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: {} } as const;

/** Agencies that trust each other and have agreements for custody and referrals, each with each. */
export async function federate(agencies: readonly Agency[], terms: Record<string, unknown> = {}): Promise<void> {
  const pairs = agencies.flatMap((one, index) => agencies.slice(index + 1).map((other) => [one, other] as const));
  const cards = new Map<NodeId, string>();
  for (const agency of agencies) cards.set(agency.nodeId, valueOf(await issueOwnCard.run(agency.services, agency.caller, {})).card);
  for (const [here, there] of pairs.flatMap(([one, other]) => [[one, other], [other, one]] as const)) {
    // the fingerprint is a slow hash on purpose; its comparison is proven in the governance room
    const body = { nodeId: there.nodeId, card: cards.get(there.nodeId)!, bodyKind: 'child_protection_authority', fingerprint: 'compared', confirmedBy: here.nodeId, means: 'in_person' };
    await here.within((unit) => record(unit, [{ kind: 'governance.peer-added', childId: null, body }]));
    await here.within(alignPeers);
  }
  for (const [one, other] of pairs) {
    const drafted = valueOf(await draftAgreement.run(one.services, one.caller, {
      peer: other.nodeId, purposes: ['custody_transfer', 'referral'], categories: ['unaccompanied', 'separated', 'accompanied'], territory: ['MX'], validFrom: '2026-01-01',
      validUntil: '2026-12-31', fieldPolicy: openFieldPolicy, onwardSharing: 'same_terms', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90,
      legalBasis: 'Convenio de prueba', ...terms,
    }));
    const signed = valueOf(await signAgreement.run(other.services, other.caller, { document: drafted }));
    valueOf(await completeAgreement.run(one.services, one.caller, { document: signed }));
  }
  for (const agency of agencies) await agency.quiet();
}

export const custodyRow = async (agency: Agency, childId: ChildId): Promise<{ status: string; epoch: number; pointer: NodeId; closed: boolean } | undefined> =>
  agency.within(async ({ transaction }) =>
    (await sql<{ status: string; epoch: number; pointer: NodeId; closed: boolean }>`select status, epoch, pointer, closed from handover.custody where child_id = ${childId}`.execute(transaction)).rows[0]);
