import { sql } from 'kysely';
import { Type } from 'typebox';
import { field } from '#kernel/field.ts';
import { childIdFrom, uuidFrom, type ChildId, type NodeId, type Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { eachByItself, type UnitOfWork } from '#platform/services.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { completeAgreement, draftAgreement, issueOwnCard, projectGovernance, signAgreement } from '#rooms/governance/index.ts';
import type { AgreementDocument, BodyKind } from '#rooms/governance/schema.ts';
import { projectHandover, type KnownWay } from '#rooms/handover/index.ts';
import type { OperationShapes } from '#rooms/governance/rules.ts';
import {
  createFederation, type DueMessage, type Federation, type FederationParts, type FilePort, type FileReference, type MessagePort, type ReceivedMessage, type Reception,
} from '#exchange/federation/index.ts';
import type { MessageType } from '#exchange/federation/envelope/index.ts';
import type { FaultyWire } from '#test/support/faulty-wire.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/** A room that owes what a test puts into `owed` and keeps what it receives: custody as the wire sees it. */
export interface ProbeRoom extends MessagePort {
  readonly owed: Map<string, DueMessage>;
  readonly received: ReceivedMessage[];
  /** What the next receptions say; `applied` when nothing is set. */
  answer: ((unit: UnitOfWork, message: ReceivedMessage) => Promise<Reception>) | null;
}

const custodyTypes: MessageType[] = ['OFFER', 'ACCEPT', 'DECLINE', 'COMMIT', 'ACK', 'WITHDRAW', 'REQUEST', 'RETRACT', 'TRACK', 'BEACON', 'WITNESS', 'SYNC', 'SYNCR'];

export const applied = (taken: readonly ChildId[] = []): Reception => ({ outcome: 'applied', recorded: [], answers: [], taken });

function createProbeRoom(): ProbeRoom {
  const room: ProbeRoom = {
    types: custodyTypes, owed: new Map(), received: [], answer: null,
    dueMessages: async (_unit, childIds) => [...room.owed.values()].filter((due) => !childIds || due.childIds.some((childId) => childIds.includes(childId))),
    async receive(unit, message) {
      // like a room's own rows: written in the transaction, gone when it is undone
      await sql`insert into probe.received (mid, type) values (${message.envelope.mid}, ${message.envelope.typ}) on conflict do nothing`.execute(unit.transaction);
      const reception = room.answer ? await room.answer(unit, message) : applied(message.envelope.typ === 'COMMIT' ? message.blocks.map(({ block }) => block.cid) : []);
      room.received.push(message);
      return reception;
    },
  };
  return room;
}

/** Photos and documents in memory. */
function createProbeFiles(): FilePort & { readonly kept: Map<string, { childId: ChildId; file: FileReference; content: Buffer }>; add(childId: ChildId, name: string, content: Buffer): FileReference } {
  const kept = new Map<string, { childId: ChildId; file: FileReference; content: Buffer }>();
  return {
    kept,
    add(childId, name, content) {
      const file = { name, hash: sha256Of(content), size: content.length };
      kept.set(file.hash, { childId, file, content });
      return file;
    },
    listFiles: async (_unit, childId) => [...kept.values()].filter((one) => one.childId === childId).map(({ file }) => file),
    readFile: async (_unit, _childId, hash): Promise<Result<Buffer>> => {
      const found = kept.get(hash);
      return found ? succeed(found.content) : refuse('not-found');
    },
    storeFile: async (_unit, childId, file, content) => void kept.set(file.hash, { childId, file, content }),
  };
}

export const probeShapes: OperationShapes = {
  'probe.seen': {
    body: Type.Object({
      name: field(Type.String(), 'probe.field.name', 'C'),
      asylum: Type.Optional(field(Type.String(), 'probe.field.asylum', 'E')),
      photo: Type.Optional(field(Type.String(), 'probe.field.photo', 'C')),
    }),
  },
  'probe.sealed': { body: Type.Object({ account: field(Type.String(), 'probe.field.account', 'E') }) },
  'probe.worker-assigned': 'local',
};

/** A step on the way to a child; her first epoch, and nobody else to ask, unless told. */
export type Pointer = Pick<KnownWay, 'childId' | 'at'> & Partial<KnownWay>;

const wayIn = (unit: UnitOfWork, pointer: Pointer | undefined): KnownWay | null => (pointer ? { epoch: 0, since: unit.now, others: [], ...pointer } : null);

export interface World {
  readonly clock: VirtualClock;
  readonly nodes: readonly FederatedNode[];
  /** Rounds of all nodes in turn until nothing moves any more. */
  settle(rounds?: number): Promise<void>;
  close(): Promise<void>;
}

export interface FederatedNode {
  readonly test: TestNode;
  readonly address: string;
  readonly id: NodeId;
  readonly room: ProbeRoom;
  readonly files: ReturnType<typeof createProbeFiles>;
  readonly pointers: Map<string, Pointer>;
  federation: Federation;
  incarnation: number;
  /** What the scheduler was asked last. */
  wakeAt: number | null;
  /** The process ends and starts again: everything in its memory is gone, the database stays. */
  restart(): void;
  /** As `restart`, with other parts. */
  restartWith(parts: Partial<FederationParts>): void;
  asNode<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  /** Rows of a table. */
  count(table: string): Promise<number>;
  /** Records an operation of the probe room about a child. */
  see(childId: ChildId, body: Record<string, unknown>, kind?: string): Promise<Operation[]>;
}

export interface NodeOptions {
  readonly seed: number;
  readonly clock: VirtualClock;
  readonly wire: FaultyWire;
  readonly parts?: Partial<FederationParts>;
}

export async function createFederatedNode({ seed, clock, wire, parts }: NodeOptions): Promise<FederatedNode> {
  const address = `http://node-${seed}.test`;
  const test: TestNode = await createTestNode({
    seed, clock, settings: { publicAddress: address, shortName: `Nodo ${seed}`, dutyPhone: `+5296200000${seed}` },
    projectors: { governance: projectGovernance, handover: projectHandover, probe: eachByItself(projectProbe) },
    onRecorded: (operations) => node.federation.courier.wakeAfter(operations),
  });
  await sql`create schema probe`.execute(test.services.database);
  await sql`create table probe.received (mid text primary key, type text not null)`.execute(test.services.database);
  await sql`create table probe.seen (operation_id uuid primary key, child_id text not null)`.execute(test.services.database);
  await sql`grant usage on schema probe to amparo_app`.execute(test.services.database);
  await sql`grant all on all tables in schema probe to amparo_app`.execute(test.services.database);
  const room = createProbeRoom();
  const files = createProbeFiles();
  const pointers = new Map<string, Pointer>();
  const start = (other: Partial<FederationParts> = {}): Federation => {
    const federation = createFederation({
      node: test.services, caller: test.nodeCaller, incarnation: { current: () => node.incarnation, raise: (least) => (node.incarnation = Math.max(node.incarnation, least) + 1) }, peerBook: { read: () => [], write: () => undefined }, erasureBook: { read: () => [], write: () => undefined }, wire: wire.endOf(address), ports: [room], files,
      pointers: { findPointer: async (unit, asked) => wayIn(unit, pointers.get('childId' in asked ? asked.childId : 'cardNumber' in asked ? asked.cardNumber : asked.folio)) },
      shapes: probeShapes, scheduler: { wakeAt: (milliseconds) => void (node.wakeAt = milliseconds) }, fetchesFromPeers: false,
      onFailure: (error) => { throw error; }, ...parts, ...other,
    });
    wire.connect(address, (request) => federation.handle(request));
    return federation;
  };
  const asNode: FederatedNode['asNode'] = (work) =>
    transact(test.services.database, nodeScope(clock.now()), (transaction) => work(unitOf(test.services, transaction, test.nodeCaller)));
  const node: FederatedNode = {
    test, address, id: test.services.nodeId, room, files, pointers, incarnation: 0, wakeAt: null, asNode,
    federation: undefined as unknown as Federation,
    restart: () => void (node.federation = start()),
    restartWith: (other) => void (node.federation = start(other)),
    count: (table) => asNode(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(transaction)).rows[0]!.count),
    see: (childId, body, kind = 'probe.seen') => asNode((unit) => record(unit, [{ kind, childId, body }])),
  };
  node.federation = start();
  return node;
}

const projectProbe = async (unit: Pick<UnitOfWork, 'transaction'>, operation: Operation): Promise<void> => {
  if ((operation.body as { name?: unknown }).name === 'cannot be recorded') throw new Error('planted');
  await sql`insert into probe.seen (operation_id, child_id) values (${operation.id}, ${operation.childId})`.execute(unit.transaction);
};

/** Both administrators compare fingerprints. */
export async function acquaint(one: FederatedNode, other: FederatedNode, bodyKind: BodyKind = 'civil_society'): Promise<void> {
  for (const [here, there] of [[one, other], [other, one]] as const) {
    const { card } = valueOf(await issueOwnCard.run(there.test.services, there.test.nodeCaller, {}));
    // the fingerprint is a slow hash on purpose; its comparison is proven in the governance room
    const body = { nodeId: there.id, card, bodyKind, fingerprint: 'compared', confirmedBy: here.id, means: 'in_person' };
    await here.asNode((unit) => record(unit, [{ kind: 'governance.peer-added', childId: null, body }]));
  }
}

export const openPolicy = { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: {} } as const;

/** An agreement that both have signed. */
export async function agree(one: FederatedNode, other: FederatedNode, terms: Record<string, unknown> = {}): Promise<AgreementDocument> {
  const drafted = valueOf(await draftAgreement.run(one.test.services, one.test.nodeCaller, {
    peer: other.id, purposes: ['custody_transfer'], categories: ['unaccompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31', fieldPolicy: openPolicy,
    onwardSharing: 'same_terms', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'Convenio de prueba', ...terms,
  }));
  const signed = valueOf(await signAgreement.run(other.test.services, other.test.nodeCaller, { document: drafted }));
  valueOf(await completeAgreement.run(one.test.services, one.test.nodeCaller, { document: signed }));
  return signed;
}

/** Nodes that know each other. They start with their cards exchanged and nothing else owed. */
export async function createWorld(wire: FaultyWire, size = 2, options: Partial<NodeOptions> = {}): Promise<World> {
  const clock = createVirtualClock();
  const nodes = await Promise.all(Array.from({ length: size }, (_, index) => createFederatedNode({ seed: index + 1, clock, wire, ...options })));
  for (const [index, one] of nodes.entries()) for (const other of nodes.slice(index + 1)) await acquaint(one, other);
  const world: World = {
    clock, nodes,
    async settle(rounds = 4) {
      for (let round = 0; round < rounds; round++) for (const node of nodes) await node.federation.courier.round();
    },
    close: async () => void (await Promise.all(nodes.map(({ test }) => test.close()))),
  };
  await world.settle(2);
  return world;
}

let serial = 0;
/** Identifiers for tests: never the same twice in one process. */
export const newChildId = (): ChildId => childIdFrom(Uint8Array.from({ length: 16 }, (_, index) => (index < 4 ? (++serial >> (index * 8)) & 255 : index)));
export const newHandoverId = (): Uuid => uuidFrom(1_772_463_600_000 + ++serial, Uint8Array.from({ length: 10 }, (_, index) => (serial * 31 + index) & 255));

/** A message that needs no agreement and no blocks. */
export function owe(node: FederatedNode, to: FederatedNode, key: string, more: Partial<DueMessage> = {}): void {
  const due = { key, resentUntil: 'receipt', to: to.id, typ: 'WITHDRAW', handoverId: newHandoverId(), body: { reason: 'withdrawn', redirect: null, canTake: [] }, childIds: [newChildId()], ...more } as DueMessage;
  node.room.owed.set(key, due);
  node.federation.courier.wake();
}

/** A file that one node offers and the other wants, as after a handover. */
export async function offerAndWant(from: FederatedNode, to: FederatedNode, content: Buffer, isOffered = true): Promise<{ childId: ChildId; hash: string }> {
  const childId = newChildId();
  const { hash, size } = from.files.add(childId, `photo ${content.length}`, content);
  if (isOffered) await from.asNode(({ transaction, now }) => sql`insert into federation.file_offer (peer, hash, child_id, size, offered_at) values (${to.id}, ${hash}, ${childId}, ${size}, ${now})`.execute(transaction));
  await to.asNode(({ transaction, now }) => sql`insert into federation.file_wanted (peer, hash, child_id, kind, name, size, block_hash, committed_at, next_at, wanted_since)
    values (${from.id}, ${hash}, ${childId}, 'attachment', 'photo', ${size}, ${'A'.repeat(43)}, ${now}, ${now}, ${now})`.execute(transaction));
  return { childId, hash };
}
