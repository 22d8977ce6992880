import type { ChildId } from '#kernel/identifier.ts';
import { millisecondsOf } from '#kernel/instant.ts';
import { roomOf, type Operation } from '#kernel/operation.ts';
import { unlessDeadlocked } from '#platform/db/transact.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { deliverDue } from './deliver.ts';
import { fetchCopies } from './copies-in.ts';
import { fetchPosts } from './fetch-post.ts';
import { fetchFiles } from './files-in.ts';
import { retryParked } from './parked.ts';
import { depositHeads } from './heads.ts';
import type { Engine } from './ports.ts';
import { queueDue } from './queue.ts';
import { fetchFromRelays } from './relay/fetch.ts';
import { alignIncarnation, checkAllStandings } from './recover.ts';
import { longestPause } from './rules.ts';
import { inNodeTransaction } from './signers.ts';
import { nextDueAt } from './store.ts';

/** Everything is derived anew at least this often: whatever a wake-up missed is found then. */
const wholeEvery = longestPause / 6;
/** How often a node that nobody can reach asks its peers. */
const fetchEvery = 60_000;
const pauseAfterFailure = 60_000;

interface Round {
  readonly delivered: number;
  readonly files: number;
  readonly settled: number;
}

/** Carries what is owed. It keeps nothing that could be lost: it knows only what to look at sooner. */
export interface Courier {
  /** Something may be owed about these children, or, without them, about anything: a round follows. */
  wake(childIds?: readonly ChildId[]): void;
  /** What was recorded may be owed to peers: for `NodeServices.onRecorded`. */
  wakeAfter(operations: readonly Operation[]): void;
  /** One round: derive, deliver, fetch, try again, and the housekeeping when it is due. Rounds never overlap. */
  round(): Promise<Round>;
  /** A round without the housekeeping that time alone makes due: for who plays months in minutes. */
  errand(): Promise<Round>;
}

/** Rooms whose acts about no child change what is owed to peers. */
const roomsOfThisNode = ['governance', 'handover'];

export function createCourier(parts: Engine): Courier {
  const { node, scheduler } = parts;
  const fetches = (): boolean => parts.fetchesFromPeers || (node.settings.relays?.length ?? 0) > 0;
  let isWhole = true;
  const concerned = new Set<ChildId>();
  let wholeAt = 0;
  let fetchAt = 0;
  let last: Promise<unknown> = Promise.resolve();

  const takeConcerned = (keepsHouse: boolean): ChildId[] | undefined => {
    const now = node.clock.milliseconds();
    const childIds = isWhole || (keepsHouse && now >= wholeAt) ? undefined : [...concerned];
    if (childIds === undefined) wholeAt = now + wholeEvery;
    isWhole = false;
    concerned.clear();
    return childIds;
  };

  const work = async (keepsHouse: boolean): Promise<Round> => {
    const childIds = takeConcerned(keepsHouse);
    try {
      await alignIncarnation(parts);
      if ((await inNodeTransaction(parts, nodeMode)) === 'superseded') return { delivered: 0, files: 0, settled: 0 };
      if (childIds === undefined && keepsHouse) {
        await checkAllStandings(parts);
        await depositHeads(parts);
      }
      if (childIds === undefined || childIds.length > 0) await queueDue(parts, childIds);
      const delivered = await deliverDue(parts);
      const settled = await retryParked(parts, false);
      if (fetches() && node.clock.milliseconds() >= fetchAt) {
        fetchAt = node.clock.milliseconds() + fetchEvery;
        if (parts.fetchesFromPeers) await fetchPosts(parts);
        await fetchFromRelays(parts);
      }
      await fetchCopies(parts);
      return { delivered, settled, files: await fetchFiles(parts) };
    } catch (error) {
      isWhole = true;
      throw error;
    }
  };

  const plan = async (): Promise<void> => {
    const now = node.clock.milliseconds();
    const next = await inNodeTransaction(parts, (unit) => nextDueAt(unit.transaction));
    const wishes = [wholeAt, ...(next === null ? [] : [millisecondsOf(next)]), ...(fetches() ? [fetchAt] : [])];
    scheduler.wakeAt(isWhole || concerned.size > 0 ? now : Math.max(now, Math.min(...wishes)), scheduled);
  };

  const afterLast = (keepsHouse: boolean): Promise<Round> => {
    const next = last.then(() => unlessDeadlocked(() => work(keepsHouse)));
    last = next.catch(() => undefined);
    return next;
  };
  const round = (): Promise<Round> => afterLast(true);

  const scheduled = async (): Promise<void> => {
    try {
      await round();
      await plan();
    } catch (error) {
      parts.onFailure(error);
      scheduler.wakeAt(node.clock.milliseconds() + pauseAfterFailure, scheduled);
    }
  };

  const wake = (childIds?: readonly ChildId[]): void => {
    if (childIds === undefined) isWhole = true;
    else for (const childId of childIds) concerned.add(childId);
    scheduler.wakeAt(node.clock.milliseconds(), scheduled);
  };

  return {
    wake,
    round,
    errand: () => afterLast(false),
    wakeAfter(operations) {
      const isAboutNode = operations.some(({ kind, childId }) => childId === null && roomsOfThisNode.includes(roomOf(kind)));
      const childIds = operations.flatMap(({ childId }) => childId ?? []);
      if (isAboutNode) wake();
      else if (childIds.length > 0) wake(childIds);
    },
  };
}
