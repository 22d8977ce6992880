import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Alarm } from '../schema.ts';

interface AlarmRow {
  readonly kind: Alarm['kind'];
  readonly handover_id: Uuid | null;
  readonly child_id: ChildId | null;
  readonly peer: NodeId | null;
  readonly since: Instant;
  readonly due_at: Instant;
}

/**
 * Everything between agencies whose time is over, or half over where an answer is awaited; the most pressing first.
 * @param hours of each clock by its code
 */
export async function findAlarms({ transaction, now }: Pick<UnitOfWork, 'transaction' | 'now'>, hours: (code: string) => number): Promise<readonly AlarmRow[]> {
  const after = (code: string) => sql`make_interval(hours => ${hours(code)})`;
  const rows = await sql<AlarmRow>`select * from (
      select 'nobody_left' as kind, handover_id, null as child_id, to_node as peer, changed_at as since, changed_at as due_at from handover.unanswered_offer
      union all
      select 'answer', o.handover_id, null, o.to_node, o.opened_at, t.decide_by from handover.outgoing o
        join lateral (select decide_by from handover.terms where terms.handover_id = o.handover_id limit 1) t on true
        where o.status = 'offered' and ${now}::timestamptz > o.opened_at + (t.decide_by - o.opened_at) / 2
      union all
      select 'paper', h.handover_id, null, h.peer, p.checked_at, p.checked_at + ${after('paper')} from handover.paper_acceptance p
        join (select handover_id, to_node as peer, status from handover.outgoing union all select handover_id, from_node, status from handover.incoming) h on h.handover_id = p.handover_id
        where p.status = 'checked' and h.status in ('offered', 'proposed') and p.checked_at + ${after('paper')} < ${now}
      union all
      select 'paper_refused', o.handover_id, null, o.to_node, o.changed_at, o.changed_at from handover.outgoing o
        where o.status in ('declined', 'withdrawn') and exists (select from handover.paper_acceptance p where p.handover_id = o.handover_id and p.status = 'checked')
          and not exists (select from handover.settled_ending s where s.handover_id = o.handover_id)
      union all
      select 'receipt', handover_id, null, peer, since, since + ${after('receipt')} from handover.unreceipted where since + ${after('receipt')} < ${now}
      union all
      select case status when 'agreed' then 'commit' else 'acknowledge' end, handover_id, null, to_node, changed_at, changed_at + ${after('commit')}
        from handover.outgoing where status in ('agreed', 'committed') and changed_at + ${after('commit')} < ${now}
      union all
      select 'release', handover_id, null, from_node, changed_at, changed_at + ${after('release')} from handover.incoming where status = 'retracting' and changed_at + ${after('release')} < ${now}
      union all
      select 'first_contact', i.handover_id, m.child_id, null, i.changed_at, i.changed_at + ${after('first_contact')} from handover.incoming i
        join handover.member m on m.handover_id = i.handover_id and m.direction = 'incoming'
        join handover.custody c on c.child_id = m.child_id and c.status = 'hold' and c.handover_id = i.handover_id
        where i.status = 'taken' and i.changed_at + ${after('first_contact')} < ${now}
          and not exists (select 1 from handover.step s where s.handover_id = i.handover_id and s.child_id = m.child_id and s.kind = 'handover.arrived')
      union all
      select 'search', null, k.child_id, null, k.since, k.search_due_at from handover.contact k
        join handover.custody c on c.child_id = k.child_id and c.status = 'hold'
        where k.search_due_at is not null and not exists (select 1 from handover.search s where s.child_id = k.child_id)
      union all
      select 'reception', null, null, n.peer, n.at, n.expected_at from handover.notice n
        where n.direction = 'incoming' and n.expected_at < ${now} and not exists (select 1 from handover.custody c where c.child_id = any (n.child_ids) and c.status = 'hold')
      union all
      select 'care', null, k.child_id, k.carer, k.started_at, k.until from handover.care k
        join handover.custody c on c.child_id = k.child_id and c.status = 'hold' where k.ended_at is null and k.until < ${now}
      union all
      select 'dispute', null, d.child_id, d.signer, d.found_at, d.found_at from handover.dispute d where d.settled_at is null
    ) alarms order by due_at limit 200`.execute(transaction);
  return rows.rows;
}
