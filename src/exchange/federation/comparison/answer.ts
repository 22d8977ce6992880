import { Check } from 'typebox/value';
import type { Uuid } from '#kernel/identifier.ts';
import { addDays, hoursBetween } from '#kernel/instant.ts';
import { problemStatus, type Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { createBlinding, pointLength, randomToken, sealTo, sha256Of } from '#platform/vault/index.ts';
import { listActiveAgreements, type TrustedPeer } from '#rooms/governance/index.ts';
import type { Agreement } from '#rooms/governance/schema.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { privately } from '#rooms/tracing/rules.ts';
import type { Engine } from '../ports.ts';
import { parsedObject } from '../request.ts';
import { inNodeTransaction, sealingKeyOf } from '../signers.ts';
import { encodingsOf } from './encodings.ts';
import { evaluatePoints, placesOf, tagsOf } from './facts.ts';
import { comparablePeople } from './people.ts';
import { runKey } from './run-key.ts';
import type { Prepared, Session } from './sessions.ts';
import { comparisonAnswer, comparisonRequest, ComparisonQuestion, mostPages, pageBytes, type ComparisonAnswer } from './words.ts';

/** A run is fetched at once or not at all, in milliseconds. */
const sessionTime = 15 * 60_000;
/** How long an answer is waited for before the peer is told to ask again, in milliseconds. */
const patience = 20_000;

/**
 * Answers one page of a private comparison, sealed to the peer that asked. Before anything is computed: an active agreement of this purpose and kind,
 * a run that never was, and a quota; who fails is on record here. Refuses `message-malformed`, `no-agreement`, `flow-not-allowed`,
 * `too-many-requests`, `already-done` (a replayed run), and as the node stands.
 */
export async function answerComparison(engine: Engine, peer: TrustedPeer, name: string, body: string): Promise<Result<{ sealed: string }>> {
  const opened = await engine.node.vault.openSealed(String(parsedObject(body)['sealed']), comparisonRequest, name);
  const question: unknown = opened.ok ? parsedObject(opened.value.toString()) : null;
  if (!Check(ComparisonQuestion, question)) return refuse('message-malformed', { reason: 'comparison' });
  const session = sessionOf(engine, peer, question);
  if (!session.ok) return session;
  const prepared = await unlessSlow(session.value.prepared);
  if (prepared !== null && !prepared.ok) return prepared;
  const answer = prepared === null ? { state: 'preparing' as const } : pageOf(prepared.value, question.page);
  if (answer === null) return refuse('message-malformed', { reason: 'page' });
  return inNodeTransaction(engine, async (unit) => succeed({ sealed: await sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(answer)), comparisonAnswer, name) }));
}

function pageOf({ share, points, content }: Prepared, page: number): ComparisonAnswer | null {
  const pages = Math.max(1, Math.ceil(content.length / pageBytes));
  if (page >= pages) return null;
  return { state: 'ready', share, pages, points: page === 0 ? points : '', content: content.subarray(page * pageBytes, (page + 1) * pageBytes).toString('base64url') };
}

async function unlessSlow<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), patience); });
  return Promise.race([work, slow]).finally(() => clearTimeout(timer));
}

/** The session of this very question, begun when it is new: from then on the same question waits for the same answer. */
function sessionOf(engine: Engine, peer: TrustedPeer, question: ComparisonQuestion): Result<Session> {
  const { comparisons, node } = engine;
  const now = node.clock.milliseconds();
  for (const [runId, { at }] of comparisons) if (now - at > sessionTime) comparisons.delete(runId);
  const digest = sha256Of(JSON.stringify({ ...question, page: 0 }));
  const known = comparisons.get(question.runId);
  if (known) return known.peer === peer.nodeId && known.digest === digest ? succeed(known) : refuse('already-done', { what: 'run' });
  const session: Session = { peer: peer.nodeId, digest, at: now, prepared: begin(engine, peer, question) };
  comparisons.set(question.runId, session);
  return succeed(session);
}

async function begin(engine: Engine, peer: TrustedPeer, question: ComparisonQuestion): Promise<Result<Prepared>> {
  const admitted = await inNodeTransaction(engine, (unit) => admit(unit, peer, question)).catch((error: unknown) => {
    engine.comparisons.delete(question.runId);
    throw error;
  });
  if (admitted.ok) return prepare(engine, peer, admitted.value, question);
  // who is refused holds nothing here
  engine.comparisons.delete(question.runId);
  return admitted;
}

/** Whether the run may be at all; records it, or why not. */
async function admit(unit: UnitOfWork, peer: TrustedPeer, question: ComparisonQuestion): Promise<Result<Agreement>> {
  await lockHead(unit.transaction, 'operation');
  const mode = await nodeMode(unit);
  if (mode !== 'up') return refuse(mode, { of: 'receiver' });
  if (await comparison.findComparison(unit, question.runId)) return refuse('already-done', { what: 'run' });
  const earlier = await comparison.answeredSince(unit, peer.nodeId, addDays(unit.now, -1));
  const agreement = (await listActiveAgreements(unit, peer.nodeId)).find(({ terms }) => terms.agreementId === question.agreement);
  const asked = question.kind === 'facts' ? Math.ceil(Buffer.byteLength(question.points, 'base64url') / pointLength) : question.persons;
  const may = !agreement || !agreement.terms.purposes.includes('family_tracing') ? refuse('no-agreement', { node: peer.nodeId, purpose: 'family_tracing' })
    : !comparison.kindsAllowed(agreement, unit.node.nodeId, peer).includes(question.kind) ? refuse('flow-not-allowed', { reason: question.kind })
    : privately.requireQuota(earlier.filter(({ state }) => state !== 'refused').map((run) => ({ kind: run.kind, asked: run.asked, at: run.begun_at })), { kind: question.kind, asked }, unit.now);
  if (may.ok) {
    await comparison.beginRun(unit, { runId: question.runId, peer: peer.nodeId, direction: 'answered', kind: question.kind, agreementId: question.agreement, asked });
    return succeed(agreement!);
  }
  const { problem } = may;
  // who asks again and again is on record once an hour, not once a try
  const isNoted = earlier.some((run) => run.state === 'refused' && run.problem?.code === problem.code && hoursBetween(run.begun_at, unit.now) < 1);
  if (!isNoted) await comparison.refuseRun(unit, { runId: question.runId, peer: peer.nodeId, kind: question.kind, problem });
  return may;
}

async function prepare(engine: Engine, peer: TrustedPeer, agreement: Agreement, question: ComparisonQuestion): Promise<Result<Prepared>> {
  const { node } = engine;
  const { runId } = question;
  try {
    const share = randomToken();
    const keyWith = (other: string) => runKey({ runId, agreement: question.agreement, asking: peer.nodeId, answering: node.nodeId, shares: [question.share, other] });
    if (question.kind === 'facts') {
      // what is asked is salted by the asking side alone: it must know the points before it asks
      const { secret } = createBlinding(node.randomBytes);
      const evaluated = await evaluatePoints(secret, Buffer.from(question.points, 'base64url'));
      if (!evaluated.ok) return await fail(engine, runId, evaluated.problem);
      const people = await comparablePeople(engine, peer, agreement, 'facts');
      const content = await tagsOf(people, keyWith(question.share), secret, node.randomBytes);
      return await finish(engine, peer, runId, { share, points: evaluated.value.toString('base64url'), content }, placesOf(people));
    }
    const { content, places } = encodingsOf(await comparablePeople(engine, peer, agreement, 'encodings'), keyWith(share), node.randomBytes);
    return await finish(engine, peer, runId, { share, points: '', content }, places);
  } catch (error) {
    engine.onFailure(error);
    return fail(engine, runId, { code: 'unexpected', details: { status: problemStatus.unexpected } });
  }
}

/** A run that came to nothing is on record with its reason. */
async function fail(engine: Engine, runId: Uuid, problem: Problem): Promise<Result<Prepared>> {
  await inNodeTransaction(engine, (unit) => comparison.failRun(unit, { runId, problem }));
  return { ok: false, problem };
}

async function finish(engine: Engine, peer: TrustedPeer, runId: Uuid, prepared: Prepared, places: Parameters<typeof comparison.endAnswering>[2]): Promise<Result<Prepared>> {
  if (prepared.content.length > mostPages * pageBytes) return fail(engine, runId, { code: 'too-large', details: { limit: mostPages * pageBytes } });
  await inNodeTransaction(engine, (unit) => comparison.endAnswering(unit, { runId, peer: peer.nodeId, answered: places.length }, places));
  return succeed(prepared);
}
