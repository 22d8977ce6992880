import { Check } from 'typebox/value';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Caller, UnitOfWork } from '#platform/services.ts';
import { randomToken, sealTo } from '#platform/vault/index.ts';
import { getActivePeer, listActiveAgreements, listActivePeers, type TrustedPeer } from '#rooms/governance/index.ts';
import type { Agreement } from '#rooms/governance/schema.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { privately } from '#rooms/tracing/rules.ts';
import type { ComparisonKind } from '#rooms/tracing/schema.ts';
import type { FederationParts } from '../ports.ts';
import { askPeer, parsedObject, randomName } from '../request.ts';
import { inNodeTransaction, sealingKeyOf } from '../signers.ts';
import { entryBytes, joinEncodings } from './encodings.ts';
import { blindPersons, meet, tagsOfChild } from './facts.ts';
import { comparablePeople } from './people.ts';
import { runKey } from './run-key.ts';
import { ComparisonAnswer, comparisonAnswer, comparisonRequest, type ComparisonQuestion } from './words.ts';

/** A page is asked for so often when the line fails. */
const attempts = 6;
/** A person is asked about again after so many days, or when what is known of her changed. */
const daysUntilAgain = 7;
const personsOfRun = Math.floor(privately.dailyLimits.facts / privately.factsAsked);

/** A comparison that may begin: with whom, under what, about whom. */
interface Begun {
  readonly runId: Uuid;
  readonly peer: TrustedPeer;
  readonly agreement: Agreement;
  readonly kind: ComparisonKind;
  readonly share: string;
}

type Ready = Extract<ComparisonAnswer, { state: 'ready' }>;

/** A run that has begun, and its end: `done` resolves when it is over, whatever came of it. */
export interface StartedComparison {
  readonly runId: Uuid;
  readonly done: Promise<Result<{ found: number }>>;
}

/**
 * Begins a comparison with a peer and goes on by itself. Refuses `unknown-sender` (a peer that is not active), `no-agreement`, `flow-not-allowed`
 * (this kind is not in the agreement), `recovering`, `superseded`. What the peer refuses stands with the run.
 */
export async function startComparison(parts: FederationParts, wanted: { readonly peer: NodeId; readonly kind: ComparisonKind }, caller: Caller): Promise<Result<StartedComparison>> {
  const asCaller = <T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> => inNodeTransaction({ node: parts.node, caller }, work);
  const begun = await asCaller((unit) => begin(unit, wanted));
  if (!begun.ok) return begun;
  const run = begun.value;
  const people = wanted.kind === 'facts' ? await inNodeTransaction(parts, async (unit) => dueRequests(unit, wanted.peer, await comparison.soughtPersons(unit), personsOfRun)) : await everybody(parts, run);
  const asked = wanted.kind === 'facts' ? people.length * privately.factsAsked : people.length;
  await asCaller((unit) => comparison.beginRun(unit, { runId: run.runId, peer: wanted.peer, direction: 'asked', kind: wanted.kind, agreementId: run.agreement.terms.agreementId, asked }));
  return succeed({ runId: run.runId, done: carryOut(parts, run, people) });
}

async function begin(unit: UnitOfWork, { peer: nodeId, kind }: { readonly peer: NodeId; readonly kind: ComparisonKind }): Promise<Result<Begun>> {
  const mode = await nodeMode(unit);
  if (mode !== 'up') return refuse(mode);
  const peer = await getActivePeer(unit, nodeId);
  if (!peer.ok) return peer;
  const active = (await listActiveAgreements(unit, nodeId)).filter(({ terms }) => terms.purposes.includes('family_tracing'));
  if (active.length === 0) return refuse('no-agreement', { node: nodeId, purpose: 'family_tracing' });
  const agreement = active.find((one) => comparison.kindsAllowed(one, unit.node.nodeId, peer.value).includes(kind));
  return agreement ? succeed({ runId: unit.newIdentifier(), peer: peer.value, agreement, kind, share: randomToken() }) : refuse('flow-not-allowed', { reason: kind });
}

/** Open requests that this peer was never asked about as they stand now, or not for a week; of all the rest none. */
async function dueRequests(unit: UnitOfWork, peer: NodeId, sought: Awaited<ReturnType<typeof comparison.soughtPersons>>, most: number): Promise<comparison.ComparedPerson[]> {
  const before = await comparison.askedAt(unit, peer);
  const again = addHours(unit.now, -24 * daysUntilAgain);
  return sought.filter(({ requestId, changedAt }) => {
    const at = before.get(requestId);
    return at === undefined || at < changedAt || at < again;
  }).slice(0, most);
}

const everybody = async (parts: FederationParts, { peer, agreement }: Begun): Promise<comparison.ComparedPerson[]> =>
  [...(await inNodeTransaction(parts, comparison.soughtPersons)), ...(await comparablePeople(parts, peer, agreement, 'encodings'))];

async function carryOut(parts: FederationParts, run: Begun, people: readonly comparison.ComparedPerson[]): Promise<Result<{ found: number }>> {
  const { runId, peer } = run;
  const nominated = people.length === 0 ? succeed({ answered: 0, nominated: [] }) : await compare(parts, run, people).catch((error: unknown) => {
    parts.onFailure(error);
    return refuse('unexpected');
  });
  const recorded = await inNodeTransaction(parts, async (unit) => {
    if (!nominated.ok) return comparison.failRun(unit, { runId, problem: nominated.problem });
    await comparison.saveAsked(unit, peer.nodeId, people.flatMap(({ requestId }) => (run.kind === 'facts' && requestId !== null ? [requestId] : [])), unit.now);
    return comparison.endAsking(unit, { runId, peer: peer.nodeId, agreementId: run.agreement.terms.agreementId, answered: nominated.value.answered }, nominated.value.nominated);
  });
  parts.node.onRecorded(recorded);
  return nominated.ok ? succeed({ found: recorded.length - 1 }) : nominated;
}

type Compared = Result<{ readonly answered: number; readonly nominated: readonly comparison.Nominated[] }>;

async function compare(parts: FederationParts, run: Begun, people: readonly comparison.ComparedPerson[]): Promise<Compared> {
  const { runId, peer, agreement, share } = run;
  const { nodeId, randomBytes } = parts.node;
  const common = { runId, agreement: agreement.terms.agreementId, share };
  const keyWith = (other: string) => runKey({ runId, agreement: common.agreement, asking: nodeId, answering: peer.nodeId, shares: [share, other] });
  if (run.kind === 'encodings') {
    const answer = await askPages(parts, peer, { kind: 'encodings', ...common, page: 0, persons: people.length });
    if (!answer.ok) return answer;
    const joined = await joinEncodings(people, answer.value.content, keyWith(answer.value.share));
    return joined.ok ? succeed({ answered: answer.value.content.length / entryBytes, nominated: joined.value }) : joined;
  }
  const { blinding, points } = await blindPersons(people, keyWith(share), randomBytes);
  const answer = await askPages(parts, peer, { kind: 'facts', ...common, page: 0, points: points.toString('base64url') });
  if (!answer.ok) return answer;
  const met = await meet(people, { blinding, evaluated: Buffer.from(answer.value.points, 'base64url'), tags: answer.value.content });
  return met.ok ? succeed({ answered: answer.value.content.length / tagsOfChild, nominated: met.value.map(({ person, place, common: facts }) => ({ person, place, band: privately.bandOfFacts(facts) })) }) : met;
}

/** All pages of an answer. Refuses as `askPeer`, and `message-malformed`. */
async function askPages(parts: FederationParts, peer: TrustedPeer, question: ComparisonQuestion): Promise<Result<{ readonly share: string; readonly points: string; readonly content: Buffer }>> {
  const contents: Buffer[] = [];
  let first: Ready | undefined;
  for (let page = 0; page < (first?.pages ?? 1); page++) {
    const answer = await askPage(parts, peer, { ...question, page });
    if (!answer.ok) return answer;
    first ??= answer.value;
    if (answer.value.share !== first.share || answer.value.pages !== first.pages) return refuse('message-malformed', { reason: 'comparison' });
    contents.push(Buffer.from(answer.value.content, 'base64url'));
  }
  return succeed({ share: first!.share, points: first!.points, content: Buffer.concat(contents) });
}

async function askPage(parts: FederationParts, peer: TrustedPeer, question: ComparisonQuestion): Promise<Result<Ready>> {
  let problem: Problem = { code: 'peer-unreachable', details: {} };
  for (let attempt = 0; attempt < attempts;) {
    const name = randomName(parts);
    const sealed = await inNodeTransaction(parts, (unit) => sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(question)), comparisonRequest, name));
    const answer = await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/comparison', body: JSON.stringify({ sealed }), contentType: 'application/json', idempotencyKey: name });
    if (!answer.ok) {
      if (answer.problem.code !== 'peer-unreachable') return answer;
      ({ problem } = answer);
      attempt++;
      continue;
    }
    const opened = await parts.node.vault.openSealed(String(parsedObject(answer.value)['sealed']), comparisonAnswer, name);
    if (!opened.ok) return opened;
    const words: unknown = parsedObject(opened.value.toString());
    if (!Check(ComparisonAnswer, words)) return refuse('message-malformed', { reason: 'comparison' });
    // the peer waits itself before it says so: asking again at once is no busy loop
    if (words.state === 'ready') return succeed(words);
  }
  return { ok: false, problem };
}

/** Least time between two askings of one peer by itself, in milliseconds. */
const pause = 60 * 60_000;

/** Puts open requests to every peer whose agreement allows it, when one is due; one run an hour and peer at most. @returns how many runs were made */
export async function compareWhenDue(parts: FederationParts, lastAsked: Map<NodeId, number>): Promise<number> {
  const now = parts.node.clock.milliseconds();
  const due = await inNodeTransaction(parts, async (unit) => {
    const peers: NodeId[] = [];
    let sought: Awaited<ReturnType<typeof comparison.soughtPersons>> | undefined;
    for (const peer of await listActivePeers(unit.transaction)) {
      if (now - (lastAsked.get(peer.nodeId) ?? -Infinity) < pause) continue;
      const mayAsk = (await listActiveAgreements(unit, peer.nodeId)).some((agreement) => comparison.kindsAllowed(agreement, unit.node.nodeId, peer).includes('facts'));
      if (mayAsk && (await dueRequests(unit, peer.nodeId, (sought ??= await comparison.soughtPersons(unit)), 1)).length > 0) peers.push(peer.nodeId);
    }
    return peers;
  });
  for (const peer of due) {
    lastAsked.set(peer, now);
    const started = await startComparison(parts, { peer, kind: 'facts' }, parts.caller);
    if (started.ok) await started.value.done;
  }
  return due.length;
}
