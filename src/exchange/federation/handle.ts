import type { NodeId } from '#kernel/identifier.ts';
import { problemStatus, type Problem } from '#kernel/problem.ts';
import { millisecondsOf } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { answerComparison } from './comparison/answer.ts';
import { answerConscience } from './conscience/answer.ts';
import { answerCopies } from './copies-out.ts';
import { answerCustodian } from './answer-custodian.ts';
import { envelopeLimit } from './envelope/index.ts';
import { partFor, sliceIn } from './files-out.ts';
import { answerHeads } from './heads.ts';
import { introductionPath, takeIntroduction } from './introduce.ts';
import { acceptMessage } from './inbox.ts';
import { invitationPath, takeInvitationAnswer } from './invitations.ts';
import { keyIdOfSealed, openMessage } from './line.ts';
import { partPlaceIn, takeMessagePart } from './message-parts.ts';
import { sealedPost, takeReceipts } from './mail.ts';
import type { Engine, FederationParts } from './ports.ts';
import { givenPartsIn, receiptsIn } from './post.ts';
import { answerStanding } from './recover.ts';
import { takeGivenParts } from './relay/files.ts';
import { forgetParcels, giveParcels, keepParcel } from './relay/keep.ts';
import { parsedObject } from './request.ts';
import { claimedSender, verifyRequest, type ProvenRequest } from './request-signature.ts';
import { inNodeTransaction, requestKeyOf } from './signers.ts';
import { noteHeard } from './store.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** Largest body of a request between nodes, in bytes: a message at its own limit, sealed. */
export const requestLimit = Math.ceil(envelopeLimit * 4 / 3) + 4096;

interface Asked {
  readonly request: WireRequest;
  readonly proven: ProvenRequest;
  readonly peer: TrustedPeer;
}

/**
 * Answers one request of a peer, whatever the line it came over. First of all: not too large, from a peer that is known and
 * active, signed by it, unchanged. Then by path. Every refusal is a problem (RFC 9457) that names its cause.
 */
export async function handleRequest(parts: Engine, request: WireRequest): Promise<Result<string>> {
  if (Buffer.byteLength(request.body) > requestLimit) return refuse('too-large', { limit: requestLimit });
  // a card proves itself: a node whose keys are new could not prove anything else
  if (request.method === 'POST' && request.path === introductionPath) return takeIntroduction(parts, request.body);
  if (request.method === 'POST' && request.path === invitationPath) return takeInvitationAnswer(parts, request.body);
  const asked = await prove(parts, request);
  if (!asked.ok) return asked;
  const admitted = parts.quotas.enter(asked.value.peer.nodeId, Buffer.byteLength(request.body));
  if (!admitted.ok) return admitted;
  try {
    return await answerProven(parts, asked.value);
  } finally {
    admitted.value();
  }
}

async function answerProven(parts: Engine, asked: Asked): Promise<Result<string>> {
  const { request } = asked;
  const [path = '', query = ''] = request.path.split('?');
  const parameters = new URLSearchParams(query);
  const answer = await answerFor(parts, asked, `${request.method} ${path}`, parameters);
  return answer.ok ? succeed(typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value)) : answer;
}

async function answerFor(parts: Engine, { request, proven, peer }: Asked, route: string, parameters: URLSearchParams): Promise<Result<object | string>> {
  switch (route) {
    case 'POST /fed/1/inbox': return takeMessage(parts, request, proven);
    case 'POST /fed/1/parts': return takePart(parts, { request, proven, peer }, parameters);
    case 'POST /fed/1/file-parts': return takePushedParts(parts, peer, request);
    case 'POST /fed/1/receipts': return takeOwnReceipts(parts, peer, request);
    case 'POST /fed/1/custodian': return answerCustodian(parts, peer, proven.idempotencyKey, request.body);
    case 'POST /fed/1/comparison': return answerComparison(parts, peer, proven.idempotencyKey, request.body);
    case 'POST /fed/1/held': return inNodeTransaction(parts, (unit) => answerConscience(unit, peer, proven.idempotencyKey, request.body));
    case 'POST /fed/1/relay': return inNodeTransaction(parts, (unit) => keepParcel(parts, unit, (parameters.get('to') ?? '') as NodeId, proven.idempotencyKey, request.body));
    case 'GET /fed/1/relay': return succeed(await inNodeTransaction(parts, (unit) => giveParcels(unit, peer.nodeId, Number(parameters.get('most')) || 0)));
    case 'POST /fed/1/relay/taken': return inNodeTransaction(parts, (unit) => forgetParcels(unit, peer.nodeId, request.body));
    case 'POST /fed/1/standing': return succeed({ standing: await inNodeTransaction(parts, (unit) => answerStanding(unit, peer, proven.idempotencyKey)) });
    case 'POST /fed/1/heads': return inNodeTransaction(parts, (unit) => answerHeads(unit, peer, request.body));
    case 'POST /fed/1/copies': return inNodeTransaction(parts, (unit) => answerCopies(unit, peer, proven.idempotencyKey, request.body));
    case 'GET /fed/1/outbox': return parameters.get('peer') === peer.nodeId ? succeed(await inNodeTransaction(parts, (unit) => sealedPost(unit, peer))) : refuse('message-not-for-us');
    default: {
      const hash = /^GET \/fed\/1\/files\/([A-Za-z0-9_-]{43})$/.exec(route)?.[1];
      const slice = sliceIn(parameters);
      return hash && slice ? partFor(parts, peer, { hash, ...slice }, request.headers['amparo-token'] ?? null) : refuse('not-found', { what: 'path' });
    }
  }
}

/** A node that was given up may still ask how it is known here, so that it learns to stop; nothing else of it counts. */
async function peerFor(unit: UnitOfWork, from: NodeId, path: string): Promise<Result<TrustedPeer>> {
  const known = path === '/fed/1/standing' ? await findPeer(unit.transaction, from) : null;
  return known?.status === 'decommissioned' ? succeed(known) : getActivePeer(unit, from);
}

/** Who asks, with proof; notes by how much its clock differs from ours. */
async function prove(parts: FederationParts, request: WireRequest): Promise<Result<Asked>> {
  const { node } = parts;
  const from = claimedSender(request);
  if (from === null) return refuse('signature-invalid', { reason: 'missing' });
  const peer = await inNodeTransaction(parts, (unit) => peerFor(unit, from, request.path));
  if (!peer.ok) return peer;
  const proven = await verifyRequest(node.settings.publicAddress, request, async (kid) => requestKeyOf(peer.value, kid));
  if (!proven.ok) return proven;
  const clockOffsetSeconds = Math.round((millisecondsOf(proven.value.createdAt) - node.clock.milliseconds()) / 1000);
  await inNodeTransaction(parts, (unit) => noteHeard(unit.transaction, from, { at: unit.now, clockOffsetSeconds }));
  return succeed({ request, proven: proven.value, peer: peer.value });
}

async function takeMessage(parts: Engine, request: WireRequest, proven: ProvenRequest): Promise<Result<string>> {
  const opened = await openMessage(parts.node.vault, proven.idempotencyKey, request.body);
  if (!opened.ok) return opened;
  const accepted = await acceptMessage(parts, { jws: opened.value, via: 'wire', from: proven.from, mid: proven.idempotencyKey, sealedTo: keyIdOfSealed(request.body) });
  return accepted.ok ? succeed(accepted.value.receipt) : accepted;
}

async function takePart(parts: Engine, { request, proven, peer }: Asked, parameters: URLSearchParams): Promise<Result<object | string>> {
  const place = partPlaceIn(parameters, requestLimit);
  if (!place) return refuse('message-malformed', { reason: 'parts' });
  const taken = await takeMessagePart(parts, peer, place, request.body);
  return taken.ok && typeof taken.value === 'string' ? takeMessage(parts, { ...request, body: taken.value }, proven) : taken;
}

/** Parts of files that this node had asked for through a relay. Refuses as `takeGivenParts`. */
async function takePushedParts(parts: Engine, { nodeId }: TrustedPeer, { body }: WireRequest): Promise<Result<object>> {
  const taken = await takeGivenParts(parts, nodeId, givenPartsIn(body));
  // what is still missing is asked for in the next round
  parts.onAccepted([]);
  return taken.ok ? succeed({}) : taken;
}

async function takeOwnReceipts(parts: FederationParts, peer: TrustedPeer, request: WireRequest): Promise<Result<{ taken: number }>> {
  const receipts = receiptsIn(parsedObject(request.body)['receipts']);
  return receipts ? succeed({ taken: await takeReceipts(parts, peer.nodeId, receipts) }) : refuse('message-malformed', { reason: 'receipts' });
}

/** An answer as it goes over the line. */
export const responseOf = (answer: Result<string>): WireResponse =>
  answer.ok ? { status: 200, body: answer.value } : {
    status: problemStatus[answer.problem.code], body: problemText(answer.problem),
    ...(answer.problem.code === 'too-many-requests' ? { retryAfter: Number(answer.problem.details['seconds']) } : {}),
  };

const problemText = ({ code, details }: Problem): string =>
  JSON.stringify({ type: `urn:amparo:problem:${code}`, status: problemStatus[code], code, details });
