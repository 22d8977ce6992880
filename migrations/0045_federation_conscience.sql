-- What the daily comparison with peers found: who is responsible must be one agency, and every pointer must lead to it. A row stays when
-- it is settled: what was wrong once is part of the record.
create table federation.conscience_alarm (
  kind text not null check (kind in ('two-custodians', 'no-custodian', 'chains-differ', 'dead-pointer', 'offer-overdue', 'standby-long')),
  child_id text not null,
  -- with whom it was found; the node itself where it concerns no peer
  peer text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  settled_at timestamptz,
  primary key (kind, child_id, peer)
);
-- One row a peer: when it was last asked, and whether it answered. The node itself stands for what needs no peer.
create table federation.conscience_look (
  peer text primary key,
  looked_at timestamptz not null,
  answered_at timestamptz,
  children integer not null
);
alter table federation.conscience_alarm enable row level security;
alter table federation.conscience_alarm force row level security;
create policy reading on federation.conscience_alarm for select using (
  current_setting('app.reach', true) in ('node', 'agency')
  or exists (select 1 from access.child_scope s where s.child_id = conscience_alarm.child_id));
create policy writing on federation.conscience_alarm using (current_setting('app.reach', true) = 'node');
grant select, insert, update on federation.conscience_alarm, federation.conscience_look to amparo_app;
