import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { millisecondsOf } from '#kernel/instant.ts';
import type { ComparisonKind, ProbabilityBand } from '../schema.ts';

/** Bodies of the audit of private comparisons, by what follows `tracing.comparison-`; they belong to no child. */
export interface ComparisonBodies {
  'begun': { readonly runId: Uuid; readonly peer: NodeId; readonly direction: 'asked' | 'answered'; readonly kind: ComparisonKind; readonly agreementId: Uuid; readonly asked: number };
  'ended': { readonly runId: Uuid; readonly answered: number; readonly found: number | null };
  'failed': { readonly runId: Uuid; readonly problem: Problem };
  /** Somebody asked what it may not: kept, so that whoever probes is seen. */
  'refused': { readonly runId: Uuid; readonly peer: NodeId; readonly kind: ComparisonKind; readonly problem: Problem };
}

export const comparisonAct = <W extends keyof ComparisonBodies>(what: W, body: ComparisonBodies[W]): NewOperation => ({ kind: `tracing.comparison-${what}`, childId: null, body });

/** Facts of one person that are asked about, always so many: how much is known of whom is nobody's business. */
export const factsAsked = 24;
/** Facts of one child that are answered for; pairs of them become tags. */
export const factsAnswered = 12;
/** The fields of an agreement that let comparisons through: facts by its class unless named, encodings only where they are named. */
export const comparisonFields = { facts: { key: 'tracing.facts', sensitivity: 'A' }, encodings: { key: 'tracing.encodings', sensitivity: 'E' } } as const;
/** Of invented persons among the encodings, to one real. */
export const decoyShare = 0.3;
/** Dice coefficient, in thousandths, from which a pair is nominated, and how many for one person. */
export const leastLikeness = 590;
export const mostNominated = 4;
/** For how long a place of an answered run may still be named, in days. */
export const placeDays = 30;
/** Requests for contact that one run may lead to. */
export const contactsOfRun = 20;

/** What one peer may ask in a day: families are found with it, a registry is not read out with it. */
export const dailyLimits = { facts: 25 * factsAsked, factsRuns: 24, encodingsRuns: 1 } as const;
const day = 86_400_000;

interface Earlier { readonly kind: ComparisonKind; readonly asked: number; readonly at: Instant }

/** Refuses `too-many-requests` with the `seconds` until enough of the last day's questions are a day old. */
export function requireQuota(earlier: readonly Earlier[], wanted: { readonly kind: ComparisonKind; readonly asked: number }, now: Instant): Result<true> {
  const recent = earlier.filter(({ kind, at }) => kind === wanted.kind && millisecondsOf(now) - millisecondsOf(at) < day);
  const facts = recent.reduce((sum, { asked }) => sum + asked, 0) + wanted.asked;
  const runs = recent.length + 1;
  const isOver = wanted.kind === 'encodings' ? runs > dailyLimits.encodingsRuns : facts > dailyLimits.facts || runs > dailyLimits.factsRuns;
  if (!isOver) return succeed(true);
  const oldest = recent.length === 0 ? millisecondsOf(now) : Math.min(...recent.map(({ at }) => millisecondsOf(at)));
  return refuse('too-many-requests', { seconds: Math.max(60, Math.ceil((oldest + day - millisecondsOf(now)) / 1000)) });
}

/** Three facts in common tell more than two. */
export const bandOfFacts = (common: number): ProbabilityBand => (common >= 3 ? 'likely' : 'possible');
export const bandOfLikeness = (likeness: number): ProbabilityBand => (likeness >= 0.74 ? 'very_likely' : likeness >= 0.66 ? 'likely' : 'possible');

/** To how many a list is filled up, so that its length tells an eighth more or less of how many children there are. */
export function filledCount(count: number): number {
  if (count <= 64) return 64;
  const step = 2 ** (Math.floor(Math.log2(count)) - 3);
  return Math.ceil(count / step) * step;
}
