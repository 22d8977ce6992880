import { Type } from 'typebox';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { succeed } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { command } from '#platform/ledger/command.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';
import { annulledAmong, findCaseState } from '#rooms/case/index.ts';
import { summariesOf, type PersonSummary } from '#rooms/person/index.ts';
import { toSearchRecord } from '#rooms/person/rules.ts';
import { createSearchIndex, type Candidate, type PersonRecord } from '../engine.ts';
import { bandOf } from '../rules/band.ts';
import { keptEvidence } from '../rules/candidate.ts';
import { newsOf } from '../rules/decide-request.ts';
import type { AtPeer, Proposal } from '../rules/operations.ts';
import { pairNews } from '../rules/pair.ts';
import type { TracingRequest } from '../rules/request.ts';
import { mayBeChild, recordOfRequest, withParentsOf } from '../rules/sought.ts';
import { peersWithContact } from '../store/contact.ts';
import { joinedAmong, pairsOf } from '../store/pairs.ts';
import { findRequest, openMarks, requestsWith } from '../store/requests.ts';
import { saveStanding, whatCame, type Came } from '../store/standing.ts';
import type { Registry } from './registry.ts';

/**
 * What other agencies have answered to a request, as this node knows it: read from its own tables, no line is opened here.
 * They say that they may hold the one sought and how probable it is; never who, never where.
 */
type CandidatesFromPeers = (unit: UnitOfWork, request: { readonly requestId: Uuid; readonly record: PersonRecord }) => Promise<readonly AtPeer[]>;

/** Asks every open request again whenever something came that may answer it, and every new record whether it is known already. */
export interface StandingQuestions {
  /** Takes in what was recorded since; idempotent, and at rest when nothing came. */
  run(node: NodeServices): Promise<void>;
}

/** Operations taken in at a time: a short transaction also after an import. */
const passSize = 200;
const mostLooked = 60;
const mostShown = 20;
/** Requests that a changed record is compared with: the best of all, however many there are. */
const mostNominated = 30;
/** From this probability on two files are put before people as perhaps one child's. */
const leastForPair = 0.5;

export function createStandingQuestions(registry: Registry, candidatesFromPeers: CandidatesFromPeers = (unit, { requestId }) => peersWithContact(unit, requestId)): StandingQuestions {
  /** All open requests by what they say, to find those that a changed record may answer. */
  const requests = createSearchIndex();
  const marks = new Map<Uuid, Instant>();

  async function align(unit: UnitOfWork): Promise<Map<ChildId, Uuid[]>> {
    const open = await openMarks(unit);
    const bySubject = new Map<ChildId, Uuid[]>();
    const still = new Set(open.map(({ requestId }) => requestId));
    for (const requestId of [...marks.keys()].filter((known) => !still.has(known))) {
      requests.remove(requestId);
      marks.delete(requestId);
    }
    for (const { requestId, childId, changedAt } of open) {
      bySubject.set(childId, [...(bySubject.get(childId) ?? []), requestId]);
      if (marks.get(requestId) === changedAt) continue;
      const request = await findRequest(unit, requestId);
      if (!request) continue;
      const record = await questionOf(unit, request);
      if (record) requests.upsert(record);
      else requests.remove(requestId);
      marks.set(requestId, changedAt);
    }
    return bySubject;
  }

  async function load(unit: UnitOfWork): Promise<{ came: Came; operations: NewOperation[] }> {
    const came = await whatCame(unit, passSize);
    if (came.childIds.length === 0) return { came, operations: [] };
    const bySubject = await align(unit);
    const annulled = await annulledAmong(unit.transaction, came.childIds);
    const joined = await joinedAmong(unit, came.childIds);
    const people = (await summariesOf(unit, came.childIds)).filter(({ childId }) => !annulled.has(childId) && !joined.has(childId));
    const affected = new Set([...came.childIds.flatMap((childId) => bySubject.get(childId) ?? []), ...(await requestsWith(unit, came.childIds)).filter((requestId) => marks.has(requestId))]);
    if (marks.size > 0) for (const { values, childId } of people) for (const { key } of requests.search(toSearchRecord(values, childId), { limit: mostNominated })) affected.add(key as Uuid);
    const answers: NewOperation[] = [];
    for (const requestId of affected) {
      const request = await findRequest(unit, requestId);
      if (request) answers.push(...(await ask(unit, request)));
    }
    return { came, operations: [...answers, ...(await findPairsOf(unit, people))] };
  }

  /** The whole registry, with this request as the question. Children who did not consent to tracing are counted and not named. */
  async function ask(unit: UnitOfWork, request: TracingRequest): Promise<NewOperation[]> {
    const record = await questionOf(unit, request);
    // the one whom this child seeks is grown up: whoever asks for her finds her, and is shown beside the request
    if (!record) return [];
    const all = (await registry.search(unit, record, { limit: mostLooked, except: request.childId })).filter(({ probability }) => bandOf(probability) !== undefined);
    const joined = await joinedAmong(unit, all.map(({ key }) => key as ChildId));
    const looked = all.filter(({ key }) => !joined.has(key as ChildId));
    const consenting = await consentingAmong(unit, looked.map(({ key }) => key as ChildId));
    const found = looked.filter(({ key }) => consenting.has(key as ChildId)).slice(0, mostShown).map(proposalOf);
    const atPeers = await candidatesFromPeers(unit, { requestId: request.requestId, record });
    return newsOf(request, { found, withoutConsent: looked.length - looked.filter(({ key }) => consenting.has(key as ChildId)).length, atPeers });
  }

  async function findPairsOf(unit: UnitOfWork, people: readonly PersonSummary[]): Promise<NewOperation[]> {
    const operations: NewOperation[] = [];
    const done = new Set<string>();
    for (const { childId, values } of people) {
      const all = await registry.search(unit, toSearchRecord(values, childId), { limit: 10, except: childId });
      const likely = all.filter(({ probability }) => probability >= leastForPair);
      const joined = await joinedAmong(unit, likely.map(({ key }) => key as ChildId));
      const isDone = (other: ChildId) => done.has([childId, other].toSorted().join(' '));
      const found = likely.filter(({ key }) => !joined.has(key as ChildId) && !isDone(key as ChildId));
      const known = (await pairsOf(unit, childId)).filter((pair) => !isDone(pair.childId === childId ? pair.other : pair.childId));
      operations.push(...pairNews(childId, known, found.map(proposalOf), unit.newIdentifier));
      for (const { key } of likely) done.add([childId, key].toSorted().join(' '));
    }
    return operations;
  }

  const askAgain = command({
    name: 'tracing.ask-again',
    input: Type.Object({}),
    scope: { roles: [], allowsNode: true },
    load: async (unit) => succeed(await load(unit)),
    decide: ({ came, operations }) => succeed({ operations, output: { isAll: came.isAll } }),
    save: async (unit, _decision, { came }) => {
      if (came.sequence !== came.from) await saveStanding(unit, came.sequence, unit.now);
    },
  });

  /** The turn that is being taken, and the one that follows it: whoever comes before it begins is served by it. */
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const askAll = async (node: NodeServices): Promise<void> => {
    await registry.ready();
    for (;;) {
      const answer = await askAgain.run(node, nodeCaller(node), {});
      // a colliding write: what came is still there, and is asked with the next turn
      if (!answer.ok || answer.value.isAll) return;
    }
  };
  return {
    run: (node) => {
      next ??= last = last.catch(() => undefined).then(() => {
        next = undefined;
        return askAll(node);
      });
      return next;
    },
  };
}

/** What the registry is asked for a request; nothing where the one sought can be no child. */
export async function questionOf(unit: UnitOfWork, request: TracingRequest): Promise<PersonRecord | null> {
  const { told, side, childId } = request;
  const record = recordOfRequest(request);
  if (side === 'family') return record;
  if (!mayBeChild(told.inquirer.relation)) return null;
  const [own] = await summariesOf(unit, [childId]);
  return own ? withParentsOf(record, toSearchRecord(own.values, childId), told.inquirer.relation) : record;
}

const proposalOf = ({ key, probability, evidence }: Candidate): Proposal =>
  ({ childId: key as ChildId, band: bandOf(probability)!, probability, evidence: keptEvidence(evidence) });

/** Which of these children consent to tracing now: nobody else is ever a candidate. */
export async function consentingAmong(unit: Pick<UnitOfWork, 'node' | 'transaction'>, childIds: readonly ChildId[]): Promise<Set<ChildId>> {
  const consenting = new Set<ChildId>();
  await unit.node.vault.loadChildKeys(unit.transaction, childIds);
  for (const childId of childIds) {
    const state = await findCaseState(unit, childId);
    if (state?.ok && state.value.consents.get('tracing')?.answer === 'granted') consenting.add(childId);
  }
  return consenting;
}
