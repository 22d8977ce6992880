import { Check } from 'typebox/value';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { conscience, tellableEpoch, tellableOf } from '#rooms/handover/index.ts';
import { parsedObject } from '../request.ts';
import { sealingKeyOf } from '../signers.ts';
import { isUnderWay, type Held } from '../rules/conscience.ts';
import { AskedChildren, conscienceAnswer, conscienceRequest, type HeldWords } from './words.ts';

export const heldFrom = ({ childId, status, epoch, pointer, isClosed, headEpoch, headHash, movingSince }: conscience.HeldRow, unit: UnitOfWork): Held => ({
  childId, status, epoch, pointer, isClosed, head: headEpoch === null || headHash === null ? null : { epoch: headEpoch, hash: headHash }, isMoving: isUnderWay(movingSince, unit.now),
});

/** Says what this node knows of the custody of children whom a peer names, as far as it may tell. Refuses `message-malformed`. */
export async function answerConscience(unit: UnitOfWork, peer: TrustedPeer, name: string, body: string): Promise<Result<{ sealed: string }>> {
  const opened = await unit.node.vault.openSealed(String(parsedObject(body)['sealed']), conscienceRequest, name);
  const asked: unknown = opened.ok ? parsedObject(opened.value.toString()) : null;
  if (!Check(AskedChildren, asked)) return refuse('message-malformed', { reason: 'conscience' });
  const held: Held[] = [];
  const may = await tellableOf(unit, asked.childIds, peer.nodeId);
  for (const row of await conscience.heldOf(unit, asked.childIds)) {
    const told = await toldTo(unit, may.get(row.childId)!, heldFrom(row, unit));
    if (told) held.push(told);
  }
  return succeed({ sealed: await sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify({ held } satisfies HeldWords)), conscienceAnswer, name) });
}

/** Of a hidden way a former holder hears what it knows anyhow, that she came here, as if she had stayed; everybody else nothing. */
async function toldTo(unit: UnitOfWork, may: 'all' | 'relay' | 'nothing', held: Held): Promise<Held | null> {
  if (may === 'all') return held;
  return may === 'nothing' ? null : { ...held, status: 'hold', epoch: await tellableEpoch(unit, held.childId), pointer: unit.node.nodeId, isClosed: false, head: null, isMoving: false };
}

/** The children about whom a peer may be asked: the question alone tells it that this node has had to do with them. */
export async function askable(unit: UnitOfWork, peer: TrustedPeer, childIds: readonly ChildId[]): Promise<ChildId[]> {
  const may = await tellableOf(unit, childIds, peer.nodeId);
  return childIds.filter((childId) => may.get(childId) === 'all');
}
