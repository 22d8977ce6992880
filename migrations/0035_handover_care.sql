-- Who cares for a child tonight while custody stays where it is: at most one at a time.
create table handover.care (
  care_id uuid primary key,
  child_id text not null,
  carer text,
  started_at timestamptz not null,
  until timestamptz not null check (until > started_at),
  ended_at timestamptz,
  how_ended text check (how_ended in ('returned', 'handed_over')),
  content_sealed bytea not null
);
create unique index on handover.care (child_id) where ended_at is null;
create index on handover.care (until) where ended_at is null;
alter table handover.care enable row level security;
alter table handover.care force row level security;
create policy reading on handover.care for select using (
  current_setting('app.reach', true) in ('agency', 'node')
  or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = care.child_id)));
create policy writing on handover.care using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.care to amparo_app;
