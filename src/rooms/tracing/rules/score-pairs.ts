import { visitCandidates, type BlockingOptions } from './candidate-pairs.ts';
import { grown } from './columns.ts';
import { createCompare } from './compare.ts';
import { createScorer, type Model } from './model.ts';
import { createOutcome } from './outcome.ts';
import { orderOfPairs } from './pair-order.ts';
import type { RecordTable } from './record-table.ts';

/** What one worker scored, and how many pairs it looked at and compared for that. */
export interface ComparedPairs extends ScoredPairs {
  readonly looked: number;
  readonly compared: number;
}

/** Scored pairs as columns, lower slot left. */
export interface ScoredPairs {
  readonly count: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly scores: Float64Array;
}

/**
 * Scores the candidate pairs of a table and keeps those that are worth it; a pair may come twice.
 * @param least bits of the pairs that are kept
 */
export function scorePairs(
  table: RecordTable, extraFields: number, model: Model, blocking: BlockingOptions, least: number, onFamily: (done: number, families: number) => void,
): ComparedPairs {
  const compare = createCompare(table, extraFields);
  const scorer = createScorer(model, extraFields);
  const outcome = createOutcome(extraFields);
  let [left, right, scores, count, compared] = [new Uint32Array(1024), new Uint32Array(1024), new Float64Array(1024), 0, 0];
  const looked = visitCandidates(table, extraFields, blocking, (one, other) => {
    compare(one, other, outcome);
    compared++;
    const score = scorer.score(outcome);
    if (score < least) return;
    left = grown(left, count + 1);
    right = grown(right, count + 1);
    scores = grown(scores, count + 1);
    left[count] = one;
    right[count] = other;
    scores[count++] = score;
  }, onFamily);
  return { count, left: left.slice(0, count), right: right.slice(0, count), scores: scores.slice(0, count), looked, compared };
}

/** The pairs of several workers, each once, by record: the same however many workers there were. */
export function joinPairs(parts: readonly ScoredPairs[]): ScoredPairs {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const [left, right, scores] = [new Uint32Array(total), new Uint32Array(total), new Float64Array(total)];
  let at = 0;
  for (const part of parts) {
    left.set(part.left, at);
    right.set(part.right, at);
    scores.set(part.scores, at);
    at += part.count;
  }
  const kept = orderOfPairs(total, left, right);
  return { count: kept.length, left: kept.map((pair) => left[pair]!), right: kept.map((pair) => right[pair]!), scores: Float64Array.from(kept, (pair) => scores[pair]!) };
}
