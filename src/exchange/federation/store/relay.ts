import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { FederationTables } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

export type ParcelRow = FederationTables['federation.relay_parcel'];

/** Bytes that are kept for an addressee. */
export async function parcelBytes(transaction: Transaction, addressee: NodeId): Promise<number> {
  const row = await tables(transaction).selectFrom('federation.relay_parcel').select(sql<number>`coalesce(sum(size), 0)::int`.as('bytes')).where('addressee', '=', addressee).executeTakeFirstOrThrow();
  return row.bytes;
}

export async function keepParcelRow(transaction: Transaction, row: ParcelRow): Promise<void> {
  await tables(transaction).insertInto('federation.relay_parcel').values(row).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function hasParcel(transaction: Transaction, addressee: NodeId, name: string): Promise<boolean> {
  return (await tables(transaction).selectFrom('federation.relay_parcel').select('name').where('addressee', '=', addressee).where('name', '=', name).executeTakeFirst()) !== undefined;
}

export async function dropParcelsBefore(transaction: Transaction, before: Instant): Promise<void> {
  await tables(transaction).deleteFrom('federation.relay_parcel').where('received_at', '<', before).execute();
}

/** Parcels of an addressee, oldest first. */
export async function listParcels(transaction: Transaction, addressee: NodeId, limit: number): Promise<ParcelRow[]> {
  return tables(transaction).selectFrom('federation.relay_parcel').selectAll().where('addressee', '=', addressee).orderBy('received_at').orderBy('name').limit(limit).execute();
}

export async function dropParcels(transaction: Transaction, addressee: NodeId, names: readonly string[]): Promise<void> {
  if (names.length > 0) await tables(transaction).deleteFrom('federation.relay_parcel').where('addressee', '=', addressee).where('name', 'in', [...names]).execute();
}
