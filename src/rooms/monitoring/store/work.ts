import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { asNode, joinedWhole } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { fileQueues } from '../schema.ts';

export type FileQueue = (typeof fileQueues)[number];

export interface QueuedFile {
  readonly child_id: ChildId;
  readonly queue: FileQueue;
  readonly urgency: string;
  readonly next_due_at: Instant | null;
  readonly handover_id: Uuid | null;
  readonly to_node: NodeId | null;
  readonly handover_status: string | null;
  /** How many stand in the same queue: counts and lists are one query. */
  readonly in_queue: number;
}

/** The first files of each queue within the caller's reach, with how many there are in all. */
export async function firstOfEachQueue(unit: UnitOfWork, onlyWorker: Uuid | null, limit: number): Promise<readonly QueuedFile[]> {
  const mine = onlyWorker === null ? sql`true` : sql`(worker_id = ${onlyWorker} or worker_id is null)`;
  const result = await joinedWhole(unit.transaction, () => sql<QueuedFile>`select child_id, queue, urgency, next_due_at, handover_id, to_node, handover_status, in_queue::int from (
      select q.*, count(*) over (partition by queue) as in_queue,
        row_number() over (partition by queue order by next_due_at nulls last, array_position(array['emergency', 'high', 'medium', 'low'], urgency), child_id) as place
      from monitoring.file_queue q where ${mine}) ranked
    where place <= ${limit} order by queue, place`.execute(unit.transaction));
  return result.rows;
}

export interface Proof {
  readonly open: number;
  readonly queues: readonly { readonly queue: FileQueue; readonly count: number }[];
  readonly withoutCustodian: number;
  readonly withTwo: number;
  readonly heldWithoutFile: number;
}

/** Counts over the whole node: open files, the queue of each, and where custody and files do not agree. */
export const countForProof = (unit: UnitOfWork): Promise<Proof> =>
  asNode(unit.transaction, async () => {
    const queues = await sql<{ queue: FileQueue; count: number }>`select queue, count(*)::int as count from monitoring.file_queue group by queue`.execute(unit.transaction);
    const counts = await sql<{ open: number; without_custodian: number; with_two: number; held_without_file: number }>`select
      (select count(*)::int from "case".file f join access.child_scope s on s.child_id = f.child_id and s.standing = 'open' where f.status = 'open') as open,
      (select count(*)::int from access.child_scope s left join handover.custody c on c.child_id = s.child_id where s.standing = 'open' and (c.child_id is null or c.status <> 'hold')) as without_custodian,
      (select count(*)::int from (select child_id from handover.tenure where upper_inf(during) group by child_id having count(*) > 1) two) as with_two,
      (select count(*)::int from handover.custody c left join access.child_scope s on s.child_id = c.child_id and s.standing = 'open' where c.status = 'hold' and not c.closed and s.child_id is null) as held_without_file`
      .execute(unit.transaction);
    const row = counts.rows[0]!;
    return { open: row.open, queues: queues.rows, withoutCustodian: row.without_custodian, withTwo: row.with_two, heldWithoutFile: row.held_without_file };
  });
