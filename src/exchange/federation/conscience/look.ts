import { Check } from 'typebox/value';
import type { ChildId } from '#kernel/identifier.ts';
import { hoursBetween } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import { listActivePeers, type TrustedPeer } from '#rooms/governance/index.ts';
import { conscience, nodeMode } from '#rooms/handover/index.ts';
import type { FederationParts } from '../ports.ts';
import { askPeer, parsedObject, randomName } from '../request.ts';
import { inNodeTransaction, sealingKeyOf } from '../signers.ts';
import { listLooks, noteLook, saveFindings, type Finding } from '../store.ts';
import { askable, heldFrom } from './answer.ts';
import { compareHeld, overdue, type Held } from '../rules/conscience.ts';
import { childrenAtOnce, conscienceAnswer, conscienceRequest, HeldWords } from './words.ts';

/*
 * The live conscience of the promise (R13): once a day this node compares, with every peer, who is responsible for each child that both
 * have had to do with, and where the chain of her custody ends. What is not as it must be becomes an alarm; what is put right is settled.
 */

const hoursBetweenLooks = 24;

/** Looks when a day has passed since the last time; a node that recovers knows by itself that it does not know. @returns how many alarms were raised, null when it was not time */
export async function lookWhenDue(parts: FederationParts): Promise<number | null> {
  const isDue = await inNodeTransaction(parts, async (unit) => {
    const own = (await listLooks(unit.transaction)).find(({ peer }) => peer === unit.node.nodeId);
    return (await nodeMode(unit)) === 'up' && (!own || hoursBetween(own.looked_at, unit.now) >= hoursBetweenLooks);
  });
  return isDue ? lookAround(parts) : null;
}

/** Compares with all peers now. @returns how many alarms were raised */
export async function lookAround(parts: FederationParts): Promise<number> {
  const peers = await inNodeTransaction(parts, ({ transaction }) => listActivePeers(transaction));
  let raised = await inNodeTransaction(parts, (unit) => lookAtOwn(unit, peers));
  for (const peer of peers) {
    const found = await lookWith(parts, peer);
    raised += await inNodeTransaction(parts, async ({ transaction, now }) => {
      await noteLook(transaction, peer.nodeId, found.ok ? found.value.children : null, now);
      return found.ok ? saveFindings(transaction, peer.nodeId, found.value.findings, now) : 0;
    });
  }
  return raised;
}

/** What needs nobody else: pointers to nodes that are gone, offers and standbys past their time. */
async function lookAtOwn(unit: UnitOfWork, peers: readonly TrustedPeer[]): Promise<number> {
  const self = unit.node.nodeId;
  const late = (await conscience.openOfNode(unit)).flatMap((open): Finding[] => {
    const kind = overdue(open, unit.now);
    return kind ? [{ kind, child_id: open.childId }] : [];
  });
  const dead = (await conscience.pointersElsewhere(unit, [self, ...peers.map(({ nodeId }) => nodeId)])).map(({ childId }): Finding => ({ kind: 'dead-pointer', child_id: childId }));
  await noteLook(unit.transaction, self, 0, unit.now);
  return saveFindings(unit.transaction, self, [...late, ...dead], unit.now);
}

async function lookWith(parts: FederationParts, peer: TrustedPeer): Promise<Result<{ children: number; findings: Finding[] }>> {
  const findings: Finding[] = [];
  let children = 0;
  for (let after: ChildId | null = null; ; ) {
    const page: { ours: Held[]; last: ChildId | null } = await inNodeTransaction(parts, async (unit) => {
      const rows = await conscience.heldWith(unit, peer.nodeId, after, childrenAtOnce);
      const may = new Set(await askable(unit, peer, rows.map(({ childId }) => childId)));
      return { ours: rows.filter(({ childId }) => may.has(childId)).map((row) => heldFrom(row, unit)), last: rows.length === childrenAtOnce ? rows.at(-1)!.childId : null };
    });
    const theirs = await askHeld(parts, peer, page.ours.map(({ childId }) => childId));
    if (!theirs.ok) return theirs;
    for (const ours of page.ours) {
      const kind = compareHeld(ours, theirs.value.get(ours.childId) ?? null, parts.node.nodeId, peer.nodeId);
      if (kind) findings.push({ kind, child_id: ours.childId });
    }
    children += page.ours.length;
    if (page.last === null) return succeed({ children, findings });
    after = page.last;
  }
}

/** What a peer says of some children. Refuses as `askPeer`, `message-malformed`. */
async function askHeld(parts: FederationParts, peer: TrustedPeer, childIds: readonly ChildId[]): Promise<Result<Map<ChildId, Held>>> {
  if (childIds.length === 0) return succeed(new Map());
  const name = randomName(parts);
  const sealed = await inNodeTransaction(parts, (unit) => sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify({ childIds })), conscienceRequest, name));
  const answer = await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/held', body: JSON.stringify({ sealed }), contentType: 'application/json', idempotencyKey: name });
  if (!answer.ok) return answer;
  const opened = await parts.node.vault.openSealed(String(parsedObject(answer.value)['sealed']), conscienceAnswer, name);
  if (!opened.ok) return opened;
  const words: unknown = parsedObject(opened.value.toString());
  return Check(HeldWords, words) ? succeed(new Map(words.held.map((held) => [held.childId, held]))) : refuse('message-malformed', { reason: 'conscience' });
}
