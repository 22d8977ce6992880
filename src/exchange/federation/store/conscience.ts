import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { ConscienceAlarmRow, FederationTables } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

export type Finding = Pick<ConscienceAlarmRow, 'kind' | 'child_id'>;

/** What was found with a peer now: new alarms are raised, known ones stay, those that are found no more are settled. @returns how many are new */
export async function saveFindings(transaction: Transaction, peer: NodeId, findings: readonly Finding[], now: Instant): Promise<number> {
  let raised = 0;
  for (const finding of findings) {
    const [row] = await tables(transaction).insertInto('federation.conscience_alarm').values({ ...finding, peer, first_seen_at: now, last_seen_at: now, settled_at: null })
      .onConflict((conflict) => conflict.columns(['kind', 'child_id', 'peer']).doUpdateSet({ last_seen_at: now, settled_at: null, first_seen_at: sql`case when conscience_alarm.settled_at is null then conscience_alarm.first_seen_at else ${now} end` }))
      .returning('first_seen_at').execute();
    if (row?.first_seen_at === now) raised += 1;
  }
  await tables(transaction).updateTable('federation.conscience_alarm').set({ settled_at: now }).where('peer', '=', peer).where('settled_at', 'is', null).where('last_seen_at', '<', now).execute();
  return raised;
}

/** @param children how many were compared; null when the peer did not answer */
export async function noteLook(transaction: Transaction, peer: NodeId, children: number | null, now: Instant): Promise<void> {
  const change = children === null ? { looked_at: now } : { looked_at: now, answered_at: now, children };
  await tables(transaction).insertInto('federation.conscience_look').values({ peer, answered_at: null, children: 0, ...change }).onConflict((conflict) => conflict.column('peer').doUpdateSet(change)).execute();
}

export const listLooks = (transaction: Transaction): Promise<FederationTables['federation.conscience_look'][]> =>
  tables(transaction).selectFrom('federation.conscience_look').selectAll().execute();

/** Alarms that are not settled, as far as this transaction sees the children; the oldest first. */
export const openFindings = (transaction: Transaction): Promise<ConscienceAlarmRow[]> =>
  tables(transaction).selectFrom('federation.conscience_alarm').selectAll().where('settled_at', 'is', null).orderBy('first_seen_at').limit(500).execute();
