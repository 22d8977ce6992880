import { sql } from 'kysely';
import { valueOf } from '#kernel/result.ts';
import { buildEnvelope, type Letter } from '#exchange/federation/envelope/index.ts';
import { sealMessage } from '#exchange/federation/line.ts';
import { signRequest } from '#exchange/federation/request-signature.ts';
import { takePlace } from '#exchange/federation/store.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import type { Agency } from './agency.ts';

/** What an agency says past its own rules, in the next place of its line and signed as its own. @returns how it was answered */
export async function speak(from: Agency, to: Agency, content: Record<string, unknown>): Promise<{ status: number; code?: string; details?: Record<string, unknown> }> {
  const { clock, vault, nodeId } = from.services;
  const last = await from.within(async ({ transaction }) =>
    (await sql<{ sequence: number; mid: string }>`select sequence, mid from federation.line_out where peer = ${to.nodeId}`.execute(transaction)).rows[0] ?? { sequence: 0, mid: null });
  const { mid, jws } = await buildEnvelope(vault, { to: to.nodeId, inc: 0, tinc: 0, seq: last.sequence + 1, prevMid: last.mid, sentAt: clock.now(), ...content } as Letter);
  const { card } = valueOf(await from.within((unit) => getActivePeer(unit, to.nodeId)));
  const body = await sealMessage({ now: clock.now() }, card, mid, jws);
  const unsigned = { method: 'POST', path: '/fed/1/inbox', body, contentType: 'application/octet-stream', idempotencyKey: mid } as const;
  const answer = await to.federation.handle(await signRequest(nodeId, vault.requestSigner(), to.address, unsigned, clock.milliseconds(), `nonce of ${mid}`));
  // what was taken has its place on the line for good, and what the agency itself says next follows it
  if (answer.status === 200) await from.within(({ transaction }) => takePlace(transaction, { peer: to.nodeId, incarnation: 0, peerIncarnation: 0 }, last.sequence + 1, mid));
  return answer.status === 200 ? { status: 200 } : { status: answer.status, ...(JSON.parse(answer.body) as { code: string; details: Record<string, unknown> }) };
}
