import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import type { pairStates } from '../schema.ts';
import { whatWasSeen, type Said } from './candidate.ts';
import { act, type PairBodies, type PairEntry, type Proposal } from './operations.ts';

/** Two files that may speak of one child: what the engine sees in them and what people decided. */
export interface Pair {
  readonly pairId: Uuid;
  readonly childId: ChildId;
  readonly other: ChildId;
  readonly band: Proposal['band'];
  readonly probability: number;
  readonly evidence: Proposal['evidence'];
  readonly foundAt: Instant;
  readonly isGone: boolean;
  readonly state: (typeof pairStates)[number];
  readonly judged: (Said & { readonly reason: string; readonly kept: ChildId | null; readonly joined: ChildId | null; readonly seen: string }) | null;
}

/** Folds the acts about one pair in the order of the log; null when the first is not `pair-found`. */
export function foldPair(childId: ChildId, entries: readonly PairEntry[]): Pair | null {
  return entries.reduce<Pair | null>((pair, entry) => {
    if (entry.what === 'pair-found') return found(childId, pair, entry.body, instantOf(entry.madeAt));
    return pair && changed(pair, entry, instantOf(entry.madeAt));
  }, null);
}

function found(childId: ChildId, known: Pair | null, { pairId, other, band, probability, evidence }: PairBodies['pair-found'], at: Instant): Pair {
  const isNew = known === null || known.isGone || (known.state === 'not_same' && known.judged?.seen !== whatWasSeen(evidence));
  return { pairId, childId, other, band, probability, evidence, isGone: false, foundAt: isNew ? at : known.foundAt, state: isNew ? 'open' : known.state, judged: known?.judged ?? null };
}

function changed(pair: Pair, entry: PairEntry, at: Instant): Pair {
  const said = { actor: entry.actor, by: entry.actorLabel, at, seen: whatWasSeen(pair.evidence) };
  switch (entry.what) {
    case 'pair-gone': return { ...pair, isGone: true };
    case 'pair-parted': return { ...pair, state: 'not_same', judged: { ...said, reason: entry.body.reason, kept: null, joined: null } };
    case 'pair-joined': return { ...pair, state: 'joined', judged: { ...said, reason: entry.body.reason, kept: entry.body.kept, joined: entry.body.joined } };
    case 'pair-reopened': return { ...pair, state: 'open', judged: null };
    default: return pair;
  }
}

/**
 * What is to be recorded after a child's record was compared anew: pairs that are new or look different, and open ones that
 * speak of one child no more. Two who were told apart stay apart until something about them changed.
 */
export function pairNews(childId: ChildId, known: readonly Pair[], found: readonly Proposal[], newIdentifier: () => Uuid): NewOperation[] {
  const byOther = new Map(known.map((pair) => [pair.childId === childId ? pair.other : pair.childId, pair]));
  const there = new Set(found.map((proposal) => proposal.childId));
  const news = found.flatMap((proposal) => {
    const pair = byOther.get(proposal.childId);
    const { band, probability, evidence } = proposal;
    if (!pair) return [act(childId, 'pair-found', { pairId: newIdentifier(), other: proposal.childId, band, probability, evidence })];
    const isSame = !pair.isGone && pair.band === band && whatWasSeen(pair.evidence) === whatWasSeen(evidence);
    const isParted = pair.state === 'not_same' && pair.judged?.seen === whatWasSeen(evidence);
    return isSame || isParted || pair.state === 'joined' ? [] : [act(pair.childId, 'pair-found', { pairId: pair.pairId, other: pair.other, band, probability, evidence })];
  });
  const gone = [...byOther].filter(([other, pair]) => pair.state === 'open' && !pair.isGone && !there.has(other)).map(([, { childId: first, pairId }]) => act(first, 'pair-gone', { pairId }));
  return [...news, ...gone];
}
