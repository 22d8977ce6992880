import type { Link } from '#rooms/tracing/link.ts';
import type { Truth } from './sets.ts';

/** Errors of one group of children against all. */
export interface GroupErrors {
  readonly group: string;
  readonly truePairs: number;
  /** 1 - F1: missed and wrong links together. */
  readonly error: number;
  /** `error` divided by that of all. */
  readonly ratio: number;
}

/** Error rates by group: a true pair counts for the groups of its child, a wrong link for those of both children. */
export function errorsByGroup(ids: readonly string[], links: readonly Link[], truth: ReadonlyMap<string, Truth>): GroupErrors[] {
  const counts = new Map<string, { hits: number; linked: number; all: number }>();
  const of = (group: string) => counts.get(group) ?? counts.set(group, { hits: 0, linked: 0, all: 0 }).get(group)!;
  const persons = Map.groupBy(ids, (id) => truth.get(id)!.person);
  // of a person, not of a record: a sex that was written down wrongly must not put one pair into two groups
  const groupsOf = new Map([...persons].map(([person, members]) => [person, truth.get(members[0]!)!.groups]));
  for (const [person, members] of persons) {
    for (const group of ['all', ...groupsOf.get(person)!]) of(group).all += (members.length * (members.length - 1)) / 2;
  }
  for (const { left, right } of links) {
    const [one, other] = [truth.get(ids[left]!)!, truth.get(ids[right]!)!];
    for (const group of new Set(['all', ...groupsOf.get(one.person)!, ...groupsOf.get(other.person)!])) {
      of(group).linked++;
      if (one.person === other.person) of(group).hits++;
    }
  }
  const errorOf = ({ hits, linked, all }: { hits: number; linked: number; all: number }): number => 1 - (2 * hits) / Math.max(1, linked + all);
  return [...counts].filter(([group]) => group !== 'all').map(([group, count]) => ({ group, truePairs: count.all, error: errorOf(count), ratio: errorOf(count) / errorOf(of('all')) }));
}
