import type { MergeRule } from '#kernel/field.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';

/** One answer to one field, in one operation. */
export interface Statement {
  readonly operationId: string;
  readonly madeAt: HybridTime;
  readonly value: unknown;
  /** The answer that was current for whoever gave this one. */
  readonly base?: string | undefined;
  /** The answers that this one decides between, when it settles. */
  readonly settles?: readonly string[];
}

export type Standing = 'current' | 'contested' | 'replaced';

export interface MergedField {
  readonly value: unknown;
  /** The operation to name as base when answering anew. */
  readonly version: string;
  readonly standings: ReadonlyMap<string, Standing>;
}

/**
 * Merges all answers to one field into what is shown. The outcome depends on the set of answers only, never on the
 * order in which they arrived: concurrency is known by `base`, and clocks only break ties.
 *
 * `latest`: an answer replaces its base, and whatever said the same as its base before it; of several answers left, the
 * newest is current and the others contest it. `union`, `append`: all answers left count, only a settlement takes any
 * away. `safest`: the gravest number counts until a settlement. `settled`: as `latest`.
 * @param statements at least one
 */
export function mergeStatements(rule: MergeRule, statements: readonly Statement[]): MergedField {
  const newestFirst = statements.toSorted((one, other) => (isLater(one, other) ? -1 : 1));
  const replaced = replacedBy(rule, newestFirst);
  const left = newestFirst.filter((statement) => !replaced.has(statement.operationId));
  switch (rule) {
    case 'latest':
    case 'settled':
      return withStandings(newestFirst, replaced, left.find((statement) => !isUnanswered(statement.value)) ?? left[0]!);
    case 'safest': {
      const gravest = left.reduce((one, other) => (Number(other.value) > Number(one.value) ? other : one));
      return withStandings(newestFirst, replaced, gravest);
    }
    case 'union':
    case 'append': {
      const items = mergeItems(left.toReversed().flatMap((statement) => (Array.isArray(statement.value) ? (statement.value as unknown[]) : [])));
      const standings = new Map(newestFirst.map(({ operationId }) => [operationId, replaced.has(operationId) ? 'replaced' : 'current'] as const));
      return { value: items.length > 0 ? items : left[0]!.value, version: left[0]!.operationId, standings };
    }
  }
}

/** Whether a field was met with an answer instead of a value: unknown, declined, later, or an empty list. */
export const isUnanswered = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && ('answer' in value || (value as { precision?: unknown }).precision === 'unknown'));

/** Whether two answers say the same, whatever the order of their properties. */
export const isSameValue = (one: unknown, other: unknown): boolean => comparable(one) === comparable(other);

/** The same text for the same value, whatever the order of its properties. */
function comparable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(comparable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const parts = Object.entries(value).filter(([, part]) => part !== undefined).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${comparable(part)}`).join(',')}}`;
}

const isLater = (one: Statement, other: Statement): boolean =>
  one.madeAt === other.madeAt ? one.operationId > other.operationId : one.madeAt > other.madeAt;

function replacedBy(rule: MergeRule, statements: readonly Statement[]): ReadonlySet<string> {
  const replaced = new Set<string>();
  const byId = new Map(statements.map((statement) => [statement.operationId, statement]));
  for (const statement of statements) {
    for (const operationId of statement.settles ?? []) if (operationId !== statement.operationId) replaced.add(operationId);
    const base = statement.base === undefined ? undefined : byId.get(statement.base);
    if (!base || base === statement || !(rule === 'latest' || rule === 'settled')) continue;
    replaced.add(base.operationId);
    const said = comparable(base.value);
    for (const other of statements) if (isLater(statement, other) && comparable(other.value) === said) replaced.add(other.operationId);
  }
  // answers that replace each other in a circle cannot come about honestly: then all count
  return statements.every((statement) => replaced.has(statement.operationId)) ? new Set() : replaced;
}

function withStandings(statements: readonly Statement[], replaced: ReadonlySet<string>, current: Statement): MergedField {
  const said = comparable(current.value);
  const standingOf = (statement: Statement): Standing =>
    replaced.has(statement.operationId) ? 'replaced'
    : comparable(statement.value) === said ? 'current'
    : isUnanswered(statement.value) ? 'replaced'
    : 'contested';
  return { value: current.value, version: current.operationId, standings: new Map(statements.map((statement) => [statement.operationId, standingOf(statement)])) };
}

/** Items of lists, oldest first: a newer version of the same item overwrites what it says and keeps what it does not. */
function mergeItems(items: readonly unknown[]): unknown[] {
  const byKey = new Map<string, unknown>();
  for (const item of items) {
    const key = keyOf(item);
    const known = byKey.get(key);
    byKey.set(key, typeof known === 'object' && known !== null ? { ...known, ...(item as object) } : item);
  }
  return [...byKey.values()];
}

function keyOf(item: unknown): string {
  const { id, childId } = (typeof item === 'object' && item !== null ? item : {}) as { id?: unknown; childId?: unknown };
  return comparable(id ?? childId ?? item);
}
