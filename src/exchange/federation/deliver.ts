import type { NodeId } from '#kernel/identifier.ts';
import { addMilliseconds, type Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { openReceipt } from './envelope/index.ts';
import { openLetter } from './letter.ts';
import type { Engine } from './ports.ts';
import { sentContext } from './queue.ts';
import { checkStanding, recover } from './recover.ts';
import { leaveWithRelay } from './relay/leave.ts';
import { busyPause, lease, longestPause, pauseAfter } from './rules.ts';
import { sendMessage } from './send-message.ts';
import { inNodeTransaction, signersOf } from './signers.ts';
import { lastPlace, lockLink, noteBusy, noteReached, peersWithDue, resetPauses, saveFailure, saveReceipt, setObsolete, takeDue, type SentRow } from './store.ts';

/** Items of one peer taken up at once. */
const batch = 20;

/** Delivers what is due, peer beside peer, each in the order of its line. @returns how many items were given to a peer */
export async function deliverDue(parts: Engine): Promise<number> {
  const peers = await inNodeTransaction(parts, (unit) => peersWithDue(unit.transaction, unit.now));
  const counts = await Promise.all(peers.map((peer) => deliverTo(parts, peer)));
  return counts.reduce((sum, count) => sum + count, 0);
}

interface Batch {
  readonly peer: TrustedPeer;
  readonly items: readonly { readonly row: SentRow; readonly jws: string }[];
}

async function deliverTo(parts: Engine, nodeId: NodeId): Promise<number> {
  let delivered = 0;
  for (;;) {
    const taken = await inNodeTransaction(parts, (unit) => takeBatch(unit, nodeId));
    if (!taken || taken.items.length === 0) return delivered;
    for (const [index, item] of taken.items.entries()) {
      const outcome = await deliverOne(parts, taken.peer, item);
      if (outcome === 'unreachable' || outcome === 'busy') {
        await inNodeTransaction(parts, (unit) => pauseAll(unit, nodeId, taken.items.slice(index + 1).map(({ row }) => row), outcome));
        return delivered;
      }
      if (outcome === 'received') delivered++;
    }
  }
}

async function takeBatch(unit: UnitOfWork, nodeId: NodeId): Promise<Batch | null> {
  await lockLink(unit.transaction, nodeId);
  const rows = await takeDue(unit.transaction, nodeId, unit.now, addMilliseconds(unit.now, lease), batch);
  const peer = await getActivePeer(unit, nodeId);
  if (!peer.ok) {
    for (const row of rows) await saveFailure(unit.transaction, row, peer.problem, pauseFor(unit, row));
    return null;
  }
  const items: { row: SentRow; jws: string }[] = [];
  for (const row of rows) {
    const opened = await openLetter(unit, row.child_ids, row.sealed!, sentContext);
    if (opened.ok) items.push({ row, jws: opened.value });
    // the child was erased: what is left of her here must not travel either
    else await setObsolete(unit.transaction, row, unit.now);
  }
  return { peer: peer.value, items };
}

const pauseFor = (unit: UnitOfWork, { attempts }: SentRow): Instant => addMilliseconds(unit.now, pauseAfter(attempts, unit.node.randomBytes(1)[0]!));

async function pauseAll(unit: UnitOfWork, peer: NodeId, rows: readonly SentRow[], outcome: 'unreachable' | 'busy'): Promise<void> {
  await lockLink(unit.transaction, peer);
  for (const row of rows) await saveFailure(unit.transaction, row, row.problem, outcome === 'busy' ? unit.now : pauseFor(unit, row));
}

type Outcome = 'received' | 'left' | 'refused' | 'unreachable' | 'busy';

/** The peer takes more later: the whole line waits as long as it says, and a little more, so that not all come back at once. */
async function spare(unit: UnitOfWork, row: SentRow, problem: Problem): Promise<void> {
  const until = addMilliseconds(unit.now, busyPause(problem, unit.node.randomBytes(1)[0]!));
  await noteBusy(unit.transaction, row.peer, until);
  await saveFailure(unit.transaction, row, null, until);
}

async function deliverOne(parts: Engine, peer: TrustedPeer, { row, jws }: Batch['items'][number]): Promise<Outcome> {
  // who says that it is reached through a relay is not waited for; where none takes it, the line is tried all the same
  if (peer.card.relays) {
    const left = await leaveWithRelay(parts, peer, row.mid!, { messages: [jws], receipts: [] });
    if (left.ok || left.problem.code === 'too-many-requests') {
      await inNodeTransaction(parts, (unit) => (left.ok ? saveFailure(unit.transaction, row, null, addMilliseconds(unit.now, longestPause)) : spare(unit, row, left.problem)));
      return left.ok ? 'left' : 'busy';
    }
  }
  const answer = await sendMessage(parts, peer, row.mid!, jws);
  const receipt = answer.ok ? await inNodeTransaction(parts, (unit) => takeReceipt(unit, row, answer.value)) : answer;
  if (receipt.ok && receipt.value === 'peer-knows-more') await recover(parts, row.incarnation);
  if (receipt.ok) return 'received';
  const { problem } = receipt;
  if (problem.code === 'too-many-requests') {
    await inNodeTransaction(parts, (unit) => spare(unit, row, problem));
    return 'busy';
  }
  const isUnreachable = problem.code === 'peer-unreachable';
  await inNodeTransaction(parts, async (unit) => {
    await lockLink(unit.transaction, row.peer);
    if (isRewound(problem)) await noteReached(unit.transaction, row.peer, unit.now, true);
    await saveFailure(unit.transaction, row, isUnreachable ? null : problem, pauseFor(unit, row));
    // an answer to a former incarnation answers nobody any more
    if (row.is_answer && (problem.code === 'message-old' || isReplaced(problem))) await setObsolete(unit.transaction, row, unit.now);
  });
  // what the peer says in passing is not signed: it is asked for its signed word, and only that counts
  if (isRewound(problem) || isReplaced(problem) || isGivenUp(problem)) await checkStanding(parts, peer);
  return isUnreachable ? 'unreachable' : 'refused';
}

/** The peer says that other words of ours stand in this place: this node was set back in time. */
const isRewound = ({ code, details }: Problem): boolean => code === 'message-old' && details['reason'] === 'rewound';
/** The peer says that it knows a newer incarnation of this node. */
const isReplaced = ({ code, details }: Problem): boolean => code === 'superseded' && details['of'] === 'sender';

/** The peer says that its people have recorded this node's end. */
const isGivenUp = ({ code, details }: Problem): boolean => code === 'unknown-sender' && details['reason'] === 'decommissioned';

/**
 * Takes in the receipt of one item, however it came: proves it, notes it, and sees whether the peer knows of messages that
 * this node does not (it was set back in time). Refuses what `openReceipt` refuses.
 */
export async function takeReceipt(unit: UnitOfWork, row: SentRow, text: string): Promise<Result<'taken' | 'peer-knows-more'>> {
  const receipt = await openReceipt(text, { self: unit.node.nodeId, peer: row.peer, mid: row.mid!, findSigner: signersOf(unit), now: unit.now });
  if (!receipt.ok) return receipt;
  const { inboxHead } = receipt.value;
  // the line of a peer before its items, as everywhere: another process of this node may be at work on the same
  await lockLink(unit.transaction, row.peer);
  const ours = await lastPlace(unit.transaction, { peer: row.peer, incarnation: row.incarnation, peerIncarnation: row.peer_incarnation });
  const knowsMore = inboxHead.inc === row.incarnation && inboxHead.seq > ours.sequence;
  await saveReceipt(unit.transaction, row, text, unit.now, addMilliseconds(unit.now, row.type === 'SYNC' ? pauseAfter(row.attempts, 255) : longestPause));
  await noteReached(unit.transaction, row.peer, unit.now, knowsMore);
  await resetPauses(unit.transaction, row.peer, unit.now);
  return succeed(knowsMore ? 'peer-knows-more' : 'taken');
}

