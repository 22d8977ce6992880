import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { tellable, tellableEpoch } from '#rooms/handover/index.ts';
import { answerPurpose, CustodianInquiry, questionIn, type Known, type Reach } from './custodian.ts';
import { searchCustodian } from './find-custodian.ts';
import type { CustodianQuestion, FederationParts } from './ports.ts';
import { parsedObject } from './request.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';

/** Answers a peer's question, sealed to it and bound to the name of its request, so that a replay tells nobody anything. */
export async function answerCustodian(parts: FederationParts, peer: TrustedPeer, name: string, body: string): Promise<Result<{ sealed: string }>> {
  const asked: unknown = parsedObject(body);
  const question = Check(CustodianInquiry, asked) ? questionIn(asked) : null;
  if (!question || !Check(CustodianInquiry, asked)) return refuse('message-malformed', { reason: 'inquiry' });
  const found = await tell(parts, peer, question, { hops: asked.hops, asked: asked.asked ?? [peer.nodeId] });
  return found.ok ? succeed({ sealed: await inNodeTransaction(parts, (unit) => sealedAnswer(unit, peer, name, found.value)) }) : found;
}

async function tell(parts: FederationParts, peer: TrustedPeer, question: CustodianQuestion, reach: Reach): Promise<Result<Known>> {
  const learns = await inNodeTransaction(parts, async (unit) => {
    const way = await parts.pointers.findPointer(unit, question);
    return way ? { may: await tellable(unit, way.childId, peer.nodeId), epoch: await tellableEpoch(unit, way.childId), at: unit.now } : null;
  });
  // of a hidden way only the next stop is told, as if she were there, or that nobody here knows her
  if (learns?.may === 'nothing') return refuse('not-found', { what: 'custodian' });
  if (learns?.may !== 'relay') return searchCustodian(parts, question, reach);
  const { nodeId, settings } = parts.node;
  const self = { nodeId, name: settings.shortName };
  return succeed({ ...self, dutyPhone: settings.dutyPhone, isConfirmed: true, epoch: learns.epoch, asOf: learns.at, saidBy: self });
}

const sealedAnswer = (unit: UnitOfWork, peer: TrustedPeer, name: string, known: Known): Promise<string> =>
  sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(known)), answerPurpose, name);
