import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listActivePeers } from '#rooms/governance/index.ts';
import { openDisputes, recordDispute } from '#rooms/handover/index.ts';
import type { ChainLink } from '#rooms/handover/schema.ts';
import { linkOf } from './custody/sync.ts';
import { verifyBlock, type BodyOf } from './envelope/index.ts';
import type { DueMessage, MessagePort } from './ports.ts';
import { signersOf } from './signers.ts';
import { receptionOf } from './reception.ts';

/** Both claims in a message, each proven by itself. Refuses as `verifyBlock`, or `message-malformed`, reason `dispute-other`. */
async function claimsIn(unit: UnitOfWork, { cid, epoch, blocks }: BodyOf<'DISPUTE'>): Promise<Result<ChainLink[]>> {
  const links: ChainLink[] = [];
  for (const signed of blocks) {
    const verified = await verifyBlock(signed, signersOf(unit));
    if (!verified.ok) return verified;
    if (verified.value.block.cid !== cid || verified.value.block.epoch !== epoch) return refuse('message-malformed', { reason: 'dispute-other' });
    links.push(linkOf(cid, verified.value, signed.release, signed.acceptance));
  }
  return succeed(links);
}

async function recordClaims(unit: UnitOfWork, body: BodyOf<'DISPUTE'>, toldBy: DueMessage['to']): Promise<Result<Operation[]>> {
  const claims = await claimsIn(unit, body);
  return claims.ok ? succeed(await recordDispute(unit, claims.value[0]!, claims.value[1]!, toldBy)) : claims;
}

/** Whoever finds that a child was given twice proves it to both who have her (custody/1 section 10), so that both freeze. */
export const disputePort: MessagePort = {
  types: ['DISPUTE'],
  async dueMessages(unit, childIds?: readonly ChildId[]) {
    const disputes = await openDisputes(unit, childIds);
    const active = disputes.length === 0 ? new Set() : new Set((await listActivePeers(unit.transaction)).map(({ nodeId }) => nodeId));
    return disputes.flatMap(({ child_id: cid, epoch, first, second, told_by: toldBy }): DueMessage[] => {
      const blocks = [first, second].map(({ release, acceptance }) => ({ release, acceptance: acceptance! }));
      const concerned = [...new Set([first.to, second.to])].filter((node) => node !== unit.node.nodeId && node !== toldBy && active.has(node));
      return concerned.map((to) => ({ key: `DISPUTE ${cid} ${epoch}`, resentUntil: 'receipt', to, typ: 'DISPUTE', body: { cid, epoch, blocks }, childIds: [cid] }));
    });
  },
  async recall(unit, envelope) {
    const recorded = envelope.typ === 'DISPUTE' ? await recordClaims(unit, envelope.body, envelope.from) : succeed([]);
    return recorded.ok ? recorded.value : [];
  },
  async receive(unit, { envelope }) {
    if (envelope.typ !== 'DISPUTE') throw new Error(`not a dispute: ${envelope.typ}`);
    const recorded = await recordClaims(unit, envelope.body, envelope.from);
    return receptionOf(recorded);
  },
};
