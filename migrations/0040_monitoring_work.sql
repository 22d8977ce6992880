create schema monitoring;
grant usage on schema monitoring to amparo_app;

-- Every open file with the one queue it stands in. A view of the reader's rights: row-level security of the tables holds.
create view monitoring.file_queue with (security_invoker = true) as
select f.child_id, f.team_id, f.worker_id, f.urgency, f.next_due_at, o.handover_id, o.to_node, o.status as handover_status,
  case
    when o.handover_id is not null then 'handover-under-way'
    when f.next_due_at < nullif(current_setting('app.now', true), '')::timestamptz then 'overdue'
    when f.next_due_at < nullif(current_setting('app.now', true), '')::timestamptz + interval '24 hours' then 'due-today'
    when f.worker_id is null then 'without-worker'
    else 'in-follow-up'
  end as queue
from "case".file f
join access.child_scope s on s.child_id = f.child_id and s.standing = 'open'
left join lateral (
  select m.handover_id, h.to_node, h.status
  from handover.member m join handover.outgoing h on h.handover_id = m.handover_id
  where m.child_id = f.child_id and m.direction = 'outgoing' and h.status in ('offered', 'agreed', 'requested')
  order by h.changed_at desc limit 1
) o on true
where f.status = 'open';
grant select on monitoring.file_queue to amparo_app;
