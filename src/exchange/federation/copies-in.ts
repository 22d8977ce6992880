import { Check } from 'typebox/value';
import { addMilliseconds } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { Copy, copiesPurpose } from './copies-out.ts';
import type { FederationParts } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { lease, pauseAfter } from './rules.ts';
import { inNodeTransaction } from './signers.ts';
import { inSavepoint, isPassing, knownNames, saveCopies, saveReturned, takeDueCopies, type CopiesRow, type CopyName } from './store.ts';
import { takeCopy } from './take-copy.ts';

/** Copies fetched in one request. */
const batch = 50;

/**
 * Fetches from every peer what this node lost: what it had sent there, and what had come from there. Goes on where it stopped,
 * for as long as it takes; care does not wait for it. @returns how many messages came back
 */
export async function fetchCopies(parts: FederationParts): Promise<number> {
  const due = await inNodeTransaction(parts, (unit) => takeDueCopies(unit.transaction, unit.now, addMilliseconds(unit.now, lease)));
  let returned = 0;
  for (const row of due) {
    const outcome = await fetchFrom(parts, row);
    if (outcome.ok) returned += outcome.value;
    await inNodeTransaction(parts, ({ transaction, now, node }) => saveCopies(transaction, row, outcome.ok
      ? { problem: null, completed_at: now } : { problem: outcome.problem, next_at: addMilliseconds(now, pauseAfter(row.attempts, node.randomBytes(1)[0]!)) }));
  }
  return returned;
}

async function fetchFrom(parts: FederationParts, row: CopiesRow): Promise<Result<number>> {
  const peer = await inNodeTransaction(parts, (unit) => getActivePeer(unit, row.peer));
  if (!peer.ok) return peer;
  const listed = await ask(parts, peer.value, { before: row.incarnation });
  if (!listed.ok) return listed;
  const names = (listed.value['names'] ?? []) as CopyName[];
  let returned = 0;
  for (let from = 0; from < names.length; from += 5000) {
    const some = names.slice(from, from + 5000).map(({ mid }) => mid);
    const known = await inNodeTransaction(parts, ({ transaction }) => knownNames(transaction, some));
    const lacking = new Set(some.filter((mid) => !known.has(mid)));
    while (lacking.size > 0) {
      const answer = await ask(parts, peer.value, { before: row.incarnation, mids: [...lacking].slice(0, batch) });
      if (!answer.ok) return answer;
      const copies = ((answer.value['copies'] ?? []) as unknown[]).filter((copy): copy is Copy => Check(Copy, copy) && lacking.has(copy.mid));
      for (const copy of copies) await keep(parts, row, copy);
      returned += copies.length;
      // what the peer cannot open any more (its child was erased there) does not come back
      for (const mid of copies.length > 0 ? copies.map((copy) => copy.mid) : [...lacking].slice(0, batch)) lacking.delete(mid);
    }
  }
  return succeed(returned);
}

async function ask(parts: FederationParts, peer: TrustedPeer, body: object): Promise<Result<Record<string, unknown>>> {
  const asked = randomName(parts);
  const answer = await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/copies', body: JSON.stringify(body), contentType: 'application/json', idempotencyKey: asked });
  if (!answer.ok) return answer;
  const opened = await parts.node.vault.openSealed(String(parsedObject(answer.value)['sealed']), copiesPurpose, asked);
  return opened.ok ? succeed(parsedObject(opened.value.toString())) : refuse('message-malformed', { reason: 'copies' });
}

/** Records one copy by itself: one that cannot be read is noted and keeps nobody else back. */
async function keep(parts: FederationParts, { peer, incarnation }: CopiesRow, copy: Copy): Promise<void> {
  const recorded: Operation[] = [];
  await inNodeTransaction(parts, async (unit) => {
    const direction = copy.of === 'yours' ? 'ours' : 'theirs';
    const note = (type: string, childIds: Awaited<ReturnType<typeof takeCopy>>['childIds'], problem: Problem | null) => saveReturned(unit.transaction, {
      mid: copy.mid, peer, incarnation, direction, type, child_ids: [...childIds], outcome: problem ? 'unreadable' : recorded.length > 0 ? 'recorded' : 'known',
      operations: recorded.length, problem, at: unit.now,
    });
    try {
      const taken = await inSavepoint(unit.transaction, () => takeCopy(parts, unit, peer, copy));
      recorded.push(...taken.recorded);
      await note(taken.type, taken.childIds, taken.problem);
    } catch (error) {
      if (isPassing(error)) throw error;
      await note('', [], { code: 'conflict', details: { reason: 'not-recordable' } });
    }
  });
  if (recorded.length > 0) parts.node.onRecorded(recorded);
}
