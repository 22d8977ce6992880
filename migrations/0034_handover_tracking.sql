-- Who may learn where a child is (custody/1 section 8). `is_forced`: what is recorded about her forbids that her origin learns it.
-- No row: direct.
create table handover.tracking (
  child_id text primary key,
  mode text not null check (mode in ('direct', 'blind', 'steward')),
  steward text check ((mode = 'steward') = (steward is not null)),
  is_forced boolean not null,
  since timestamptz not null
);
alter table handover.tracking enable row level security;
alter table handover.tracking force row level security;
create policy reading on handover.tracking for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'));
create policy writing on handover.tracking using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.tracking to amparo_app;
