import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { tablesOf, type Within } from './tables.ts';

/** After which operations a standing question is asked again: who a child is, what she consents to, and the question itself; a candidate who is refuted opens it again. */
const kinds = ['person.%', 'case.annulled', 'case.child-received', 'case.consent-%', 'tracing.requested', 'tracing.request-amended', 'tracing.candidate-judged', 'tracing.pair-joined', 'tracing.pair-reopened', 'tracing.contact-opened', 'tracing.contact-declined', 'tracing.contact-heard'];

/** What came since the questions were asked last: children and subjects of requests, and how far the log was read. */
export interface Came {
  readonly from: number;
  readonly childIds: readonly ChildId[];
  readonly sequence: number;
  readonly isAll: boolean;
}

/** @param limit operations read at a time: one asking stays a short transaction, however much was imported */
export async function whatCame({ transaction }: Within, limit: number): Promise<Came> {
  const { rows } = await sql<{ from: string; head: string }>`select s.sequence as "from", h.sequence as head from tracing.standing s, platform.chain_head h where h.chain = 'operation' for update of s`.execute(transaction);
  const from = Number(rows[0]!.from);
  const came = await sql<{ sequence: string; child_id: ChildId }>`select sequence, child_id from platform.operation
    where sequence > ${from} and child_id is not null and kind like any(${kinds}) order by sequence limit ${limit}`.execute(transaction);
  const isAll = came.rows.length < limit;
  return { from, childIds: [...new Set(came.rows.map((row) => row.child_id))], sequence: isAll ? Number(rows[0]!.head) : Number(came.rows.at(-1)!.sequence), isAll };
}

export const saveStanding = async ({ transaction }: Within, sequence: number, at: Instant | null): Promise<void> => {
  await tablesOf(transaction).updateTable('tracing.standing').set({ sequence, at }).execute();
};

/** When the questions were last asked; null before the first time. */
export const lastAsked = ({ transaction }: Within): Promise<{ readonly at: Instant | null }> =>
  tablesOf(transaction).selectFrom('tracing.standing').select('at').executeTakeFirstOrThrow();
