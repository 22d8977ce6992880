import { sql, type RawBuilder } from 'kysely';
import type { Day, Instant } from '#kernel/instant.ts';
import { joinedWhole, type RowScope } from '#platform/db/transact.ts';
import { personMatches, type PersonFilter } from '#rooms/person/index.ts';
import type { listFiles, statisticalBands } from '../schema.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { tablesOf, type FileRow, type Within } from './tables.ts';

export type ListFilter = Omit<InputOf<typeof listFiles>, 'cursor' | 'limit'>;
export interface ListMoment {
  readonly now: Instant;
  /** The civil day at the node, and its time zone. */
  readonly today: Day;
  readonly timeZone: string;
}

/** Where a page ends: the order's value of its last file, and the file. */
export interface ListPosition {
  readonly value: Instant | null;
  readonly childId: string;
}

const agesOf: Readonly<Record<(typeof statisticalBands)[number], PersonFilter['age']>> = {
  '0-5': { from: 0, below: 6 }, '6-11': { from: 6, below: 12 }, '12-14': { from: 12, below: 15 }, '15-17': { from: 15, below: 18 }, '18+': { from: 18, below: 200 }, unknown: 'unknown',
};

/** The end of the civil day that comes `days` after today. */
const endOfDay = ({ today, timeZone }: ListMoment, days: number) => sql<Instant>`((${today}::date + ${days + 1}::integer)::timestamp at time zone ${timeZone})`;

/**
 * A file seen by grant after it was handed over is nobody's work here. Said in two ways, since PostgreSQL plans what it is told:
 * files and their scopes joined, or each file asked along the list's index, which over a whole agency ends after one page
 * (100,000 files: 12 ms, 900 ms joined).
 */
const isWorkHere = {
  joined: sql<boolean>`exists (select 1 from access.child_scope s where s.child_id = f.child_id and s.standing = 'open')`,
  alongIndex: sql<boolean>`(select s.standing from access.child_scope s where s.child_id = f.child_id) = 'open'`,
} as const;

/** Every condition of a list: the same for its items and for its counts. */
function conditionsOf(filter: ListFilter, moment: ListMoment, way: keyof typeof isWorkHere): RawBuilder<boolean>[] {
  const { status, teamId, workerId, urgency, nationality, ageBand, label, due, move } = filter;
  const person = personMatches(sql`f.child_id`, { nationality, label, age: ageBand === undefined ? undefined : agesOf[ageBand], today: moment.today });
  return [
    isWorkHere[way],
    sql<boolean>`f.status = ${status ?? 'open'}`,
    ...(teamId === undefined ? [] : [sql<boolean>`f.team_id = ${teamId}`]),
    ...(workerId === undefined ? [] : workerId === 'none' ? [sql<boolean>`f.worker_id is null`] : [sql<boolean>`f.worker_id = ${workerId}`]),
    ...(urgency === undefined ? [] : [sql<boolean>`f.urgency = ${urgency}`]),
    ...(move === undefined ? [] : [sql<boolean>`f.proposed_team_id is not null`]),
    ...(due === undefined ? [] : [dueWithin(due, moment)]),
    ...(person === null ? [] : [person]),
  ];
}

function dueWithin(due: 'overdue' | 'today' | 'week', moment: ListMoment): RawBuilder<boolean> {
  if (due === 'overdue') return sql<boolean>`f.next_due_at < ${moment.now}`;
  return sql<boolean>`f.next_due_at >= ${moment.now} and f.next_due_at < ${endOfDay(moment, due === 'today' ? 0 : 7)}`;
}

export type ListedFile = Omit<FileRow, 'history_sealed'>;

/**
 * One page of a list. `due`: what is due first comes first, files without deadline last; `received`: the newest first.
 * @param reach whether the reader sees every file of the agency
 */
export async function listFileRows({ transaction }: Within, reach: RowScope['reach'], filter: ListFilter, moment: ListMoment, after: ListPosition | null, limit: number): Promise<ListedFile[]> {
  let query = tablesOf(transaction).selectFrom('case.file as f')
    .select(['f.child_id', 'f.status', 'f.urgency', 'f.flags', 'f.team_id', 'f.worker_id', 'f.proposed_team_id', 'f.received_at', 'f.next_due_at']);
  for (const condition of conditionsOf(filter, moment, reach === 'agency' ? 'alongIndex' : 'joined')) query = query.where(condition);
  if (filter.order === 'received') {
    if (after) query = query.where(sql<boolean>`(f.received_at < ${after.value} or (f.received_at = ${after.value} and f.child_id > ${after.childId}))`);
    return query.orderBy('f.received_at', 'desc').orderBy('f.child_id').limit(limit).execute();
  }
  if (after) {
    query = query.where(after.value === null
      ? sql<boolean>`(f.next_due_at is null and f.child_id > ${after.childId})`
      : sql<boolean>`(f.next_due_at > ${after.value} or (f.next_due_at = ${after.value} and f.child_id > ${after.childId}) or f.next_due_at is null)`);
  }
  return query.orderBy('f.next_due_at', (order) => order.asc().nullsLast()).orderBy('f.child_id').limit(limit).execute();
}

export interface Counts {
  total: number;
  overdue: number;
  dueToday: number;
  dueThisWeek: number;
  withoutWorker: number;
  moveProposed: number;
  emergency: number;
  high: number;
  medium: number;
  low: number;
}

/** How many files the same filter meets, in all and by what calls for work. */
export async function countFiles({ transaction }: Within, filter: ListFilter, moment: ListMoment): Promise<Counts> {
  const result = await joinedWhole(transaction, () => sql<Counts>`select count(*)::int as total,
    (count(*) filter (where f.next_due_at < ${moment.now}))::int as overdue,
    (count(*) filter (where ${dueWithin('today', moment)}))::int as "dueToday",
    (count(*) filter (where ${dueWithin('week', moment)}))::int as "dueThisWeek",
    (count(*) filter (where f.worker_id is null))::int as "withoutWorker",
    (count(*) filter (where f.proposed_team_id is not null))::int as "moveProposed",
    (count(*) filter (where f.urgency = 'emergency'))::int as emergency,
    (count(*) filter (where f.urgency = 'high'))::int as high,
    (count(*) filter (where f.urgency = 'medium'))::int as medium,
    (count(*) filter (where f.urgency = 'low'))::int as low
    from "case".file f where ${sql.join(conditionsOf(filter, moment, 'joined'), sql` and `)}`.execute(transaction));
  return result.rows[0]!;
}
