import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { mergeStatements, type Standing, type Statement } from '#rooms/person/rules.ts';
import type { Concern } from '../schema.ts';
import { act, type CaseEntry } from './operations.ts';

/** One answer on one need or risk. */
export type ConcernAnswer = Concern & { readonly operationId: Uuid; readonly actorLabel: string; readonly at: Instant; readonly standing: Standing };

export interface ConcernState {
  /** The gravest answer left: it stays until someone settles it. */
  readonly current: ConcernAnswer;
  /** Newest first. */
  readonly answers: readonly ConcernAnswer[];
}

type ConcernEntry = { readonly statement: Statement; readonly concern: Concern; readonly entry: CaseEntry };

/** Needs, risks and protective factors by code, each merged by `safest`. */
export function foldConcerns(entries: readonly CaseEntry[]): ReadonlyMap<string, ConcernState> {
  const byCode = Map.groupBy(entries.flatMap(statementsOf), ({ concern }) => concern.code);
  return new Map([...byCode].map(([code, statements]) => [code, stateOf(statements)]));
}

function statementsOf(entry: CaseEntry): ConcernEntry[] {
  const stated = { operationId: entry.id, madeAt: entry.madeAt };
  if (entry.what === 'concerns-recorded') return entry.body.concerns.map((concern) => ({ entry, concern, statement: { ...stated, value: concern.severity } }));
  if (entry.what !== 'concern-settled') return [];
  const { code, severity, reason, settles } = entry.body;
  return [{ entry, concern: { code, severity, source: 'other', ...(reason === undefined ? {} : { note: reason }) }, statement: { ...stated, value: severity, settles } }];
}

function stateOf(statements: readonly ConcernEntry[]): ConcernState {
  const merged = mergeStatements('safest', statements.map(({ statement }) => statement));
  const answers = statements
    .map(({ entry, concern }): ConcernAnswer => ({ ...concern, operationId: entry.id, actorLabel: entry.actorLabel, at: instantOf(entry.madeAt), standing: merged.standings.get(entry.id)! }))
    .toReversed();
  return { current: answers.find((answer) => answer.operationId === merged.version)!, answers };
}

/**
 * The acts that record concerns. Sealed ones stand in an act of their own: an act leaves with the file, or is held back,
 * as a whole.
 */
export const concernsRecorded = (childId: ChildId, concerns: readonly Concern[], isSealed: (code: string) => boolean): NewOperation[] =>
  [concerns.filter(({ code }) => !isSealed(code)), concerns.filter(({ code }) => isSealed(code))]
    .filter((group) => group.length > 0)
    .map((group) => act(childId, 'concerns-recorded', { concerns: group }));

/** Protective factors lower no risk and raise none. */
export const isRisk = (code: string): boolean => !/^[NF]/.test(code);
export const isNeed = (code: string): boolean => code.startsWith('N');

/** Codes of what is there now: anything of severity 0 has been settled as not, or no longer, the case. */
export const presentCodes = (concerns: ReadonlyMap<string, ConcernState>): string[] =>
  [...concerns].filter(([, { current }]) => current.severity > 0).map(([code]) => code);
