import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';

export interface LetterRow {
  readonly child_ids: readonly ChildId[];
  readonly sealed: Buffer;
  readonly isOurs: boolean;
}

/** Messages of these types about a child, received and sent, oldest first. */
export async function lettersAbout(transaction: Transaction, childId: ChildId, types: readonly string[]): Promise<readonly LetterRow[]> {
  const { rows } = await sql<LetterRow>`select child_ids, sealed, "isOurs" from (
      select child_ids, sealed, false as "isOurs", received_at as at, mid from federation.inbox where child_ids @> array[${childId}] and type = any(${[...types]})
      union all
      select child_ids, sealed, true, created_at, mid from federation.sent where child_ids @> array[${childId}] and type = any(${[...types]}) and sealed is not null and mid is not null) letters
    order by at, mid`.execute(transaction);
  return rows;
}

export interface ReceiptRow {
  readonly hid: Uuid;
  readonly message: string;
  readonly mid: string;
  readonly signed: string;
}

/** What the two sides of a handover say to each other; a TRACK goes to others. */
const betweenTheTwo = ['OFFER', 'ACCEPT', 'REQUEST', 'COMMIT', 'ACK'];

/** The receipts for messages between the two sides of a child's handovers: those that peers gave, and those that this node gave. */
export async function receiptsBetween(transaction: Transaction, childId: ChildId): Promise<readonly ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`select hid, message, mid, signed from (
      select handover_id as hid, type as message, mid, receipt as signed, received_at as at from federation.inbox where child_ids @> array[${childId}] and handover_id is not null and type = any(${betweenTheTwo})
      union all
      select handover_id, type, mid, receipt, receipt_at from federation.sent where child_ids @> array[${childId}] and handover_id is not null and type = any(${betweenTheTwo}) and receipt is not null and mid is not null) receipts
    order by at, mid`.execute(transaction);
  return rows;
}

interface DatedReceipt {
  /** This node gave it; else a peer did. */
  readonly given: boolean;
  readonly message: string;
  readonly mid: string;
  readonly signed: string;
}

/** Every receipt given or obtained in a period, oldest first; at most `limit`. */
export async function receiptsOfPeriod(transaction: Transaction, from: Instant, until: Instant, limit: number): Promise<readonly DatedReceipt[]> {
  const { rows } = await sql<DatedReceipt>`select given, message, mid, signed from (
      select true as given, type as message, mid, receipt as signed, received_at as at from federation.inbox where received_at >= ${from} and received_at < ${until}
      union all
      select false, type, mid, receipt, receipt_at from federation.sent where receipt_at >= ${from} and receipt_at < ${until} and receipt is not null and mid is not null) receipts
    order by at, mid limit ${limit}`.execute(transaction);
  return rows;
}
