import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { nextHybridTime, type HybridTime } from '#kernel/hybrid-clock.ts';
import { childIdFrom, uuidFrom } from '#kernel/identifier.ts';
import { instantFrom, millisecondsOf, type Instant } from '#kernel/instant.ts';
import { operationSchemaVersion, type NewOperation, type Operation } from '#kernel/operation.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { recordCompleted } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { walkChain } from '#platform/ledger/verify.ts';
import type { Caller, NodeServices } from '#platform/services.ts';
import { lawOf } from '#rooms/case/index.ts';
import { act, type CaseBodies } from '#rooms/case/rules.ts';
import { decideReceive } from '#rooms/case/rules/receive.ts';
import type { Agency } from './agency.ts';
import { inventChildren, type Invention } from './inventions.ts';
import { say } from './options.ts';

/** Files that one team works on; ten people share them. */
const filesOfTeam = 500;
export const teamsFor = (children: number): number => Math.max(2, Math.ceil(children / filesOfTeam));
const peopleOfTeam = 10;
/** Children in one transaction. */
const batch = 200;
/** Of the deadlines that are past, those that nobody has met yet. */
const overdueShare = 0.05;

/** The operations of one file as its workers would have recorded them: the same pure decision, at the moment of the intake. */
function operationsOf(node: NodeServices, { intake, receivedAt, notes }: Invention, caller: Caller, today: Instant): Operation[] {
  const newIdentifier = () => uuidFrom(millisecondsOf(receivedAt), node.randomBytes(10));
  const decision = valueOf(decideReceive({ law: lawOf(node) }, { ...intake, teamId: caller.teamIds[0]! }, {
    now: receivedAt, actor: caller.actor, workerId: caller.workerId, roles: caller.roles, teamIds: caller.teamIds, newIdentifier, newChildId: () => childIdFrom(node.randomBytes(16)),
  }));
  let madeAt: HybridTime | undefined;
  const complete = ({ kind, childId, body }: NewOperation, at: Instant): Operation => {
    madeAt = nextHybridTime(madeAt, millisecondsOf(at), caller.deviceId);
    return {
      id: newIdentifier(), kind, childId, actor: caller.actor, actorLabel: `${caller.displayName}, ${node.settings.shortName}`, device: caller.deviceId, node: node.nodeId, madeAt,
      base: {}, schemaVersion: operationSchemaVersion, body,
    };
  };
  const { childId } = decision.output;
  return [
    ...decision.operations.map((operation) => complete(withoutMetDeadlines(operation, today), receivedAt)),
    ...notes.map(({ at, kind, text }) => complete(act(childId, 'note-written', { noteId: newIdentifier(), kind, text }), at)),
  ];
}

/** A registry in which every deadline of four months is missed would be nobody's: the most were met, and are left out. */
function withoutMetDeadlines(operation: NewOperation, today: Instant): NewOperation {
  if (operation.kind !== 'case.deadlines-started') return operation;
  const body = operation.body as CaseBodies['deadlines-started'];
  return { ...operation, body: { ...body, deadlines: body.deadlines.filter(({ dueAt, id }) => dueAt > today || Number.parseInt(id.slice(-4), 16) < 65_536 * overdueShare) } };
}

/** One in twelve files has no worker yet. */
const authorOf = (agency: Agency, index: number): Caller => {
  const team = Math.floor(index / filesOfTeam) % agency.teams.length;
  return agency.worker(team, index % peopleOfTeam, index % 12 === 0 ? 'shelter_staff' : 'case_worker');
};

/** A registry whose log does not hold together would measure something else. */
async function requireUnbroken({ running: { services } }: Agency): Promise<void> {
  const { length, brokenAt } = await transact(services.database, nodeScope(services.clock.now()), (transaction) => walkChain(transaction, 'operation'));
  if (brokenAt !== null) throw new Error(`the loaded log is broken at ${brokenAt}`);
  say(`the chain of ${length} operations holds`);
}

async function filesIn({ running: { services } }: Agency): Promise<number> {
  const { rows } = await transact(services.database, nodeScope(services.clock.now()), (transaction) => sql<{ count: number }>`select count(*)::int as count from "case".file`.execute(transaction));
  return rows[0]!.count;
}

/**
 * Fills the registry up to `count` children through the real ledger and the real projectors, so that the log is whole; a
 * registry that was filled before is taken as it is, one that was broken off goes on.
 * @returns children a second, or null when nothing had to be loaded
 */
export async function fillRegistry(agency: Agency, folder: string, count: number): Promise<number | null> {
  const { services } = agency.running;
  const done = path.join(folder, 'registry-is-full');
  if (existsSync(done)) return null;
  const today = instantFrom(Date.now());
  const inventions = inventChildren(today);
  const before = await filesIn(agency);
  for (let known = 0; known < before; known++) inventions.next();
  const start = performance.now();
  for (let loaded = before; loaded < count;) {
    const operations: Operation[] = [];
    for (const until = Math.min(count, loaded + batch); loaded < until; loaded++) operations.push(...operationsOf(services, inventions.next().value, authorOf(agency, loaded), today));
    await transact(services.database, nodeScope(today), (transaction) => recordCompleted(unitOf(services, transaction, nodeCaller(services)), operations), { durable: false });
    if (loaded % 5000 === 0 || loaded === count) say(`${loaded} of ${count} children recorded, ${Math.round((1000 * (loaded - before)) / (performance.now() - start))} a second`);
  }
  const perSecond = (1000 * (count - before)) / (performance.now() - start);
  await requireUnbroken(agency);
  // what the node does by itself as children come: each is asked about once, and none waits for it now
  await transact(services.database, nodeScope(today), (transaction) => sql`update tracing.standing set sequence = head.sequence from platform.chain_head head where head.chain = 'operation'`.execute(transaction));
  // what the server does by itself within the hour
  await sql`vacuum analyze`.execute(services.database);
  writeFileSync(done, '');
  return perSecond;
}
