-- What a person decided after an offer that nobody took; until then it stands in the alarms.
create table handover.settled_ending (
  handover_id uuid primary key,
  decision text not null check (decision in ('stays_here', 'offered_otherwise')),
  at timestamptz not null
);
alter table handover.settled_ending enable row level security;
alter table handover.settled_ending force row level security;
create policy reading on handover.settled_ending for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'));
create policy writing on handover.settled_ending using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.settled_ending to amparo_app;

-- Offers that ended because the receiver refused or did not answer, of children who are still here, whom nobody has
-- offered since and about which nobody has decided.
create view handover.unanswered_offer with (security_invoker = true) as
select o.* from handover.outgoing o
where o.mode <> 'pull' and (o.status = 'declined' or (o.status = 'withdrawn' and o.ending->>'reason' in ('expired', 'retracted', 'restored')))
  and not exists (select 1 from handover.settled_ending s where s.handover_id = o.handover_id)
  and exists (select 1 from handover.member m join handover.custody c on c.child_id = m.child_id
    where m.handover_id = o.handover_id and m.direction = 'outgoing' and c.status = 'hold' and not c.closed)
  and not exists (select 1 from handover.member m
    join handover.member later on later.child_id = m.child_id and later.direction = 'outgoing' and later.handover_id > m.handover_id
    where m.handover_id = o.handover_id and m.direction = 'outgoing');
grant select on handover.unanswered_offer to amparo_app;

-- Messages about a handover for which the other node has given no receipt: the line, not the people, is the trouble.
create view handover.unreceipted with (security_invoker = true) as
select s.peer, s.handover_id, min(s.created_at) as since
from federation.sent s
where s.receipt is null and s.obsolete_at is null and s.handover_id is not null
group by s.peer, s.handover_id;
grant select on handover.unreceipted to amparo_app;
