-- A return across a border names a consulate: a member node, or a contact that has none. Its word stands in the record.
create table handover.consulate (
  handover_id uuid primary key,
  child_id text not null,
  node text,
  country text not null,
  named_at timestamptz not null,
  content_sealed bytea not null
);
-- What the rules demand before the child may leave: confirmed, or the reason why it is not waited for.
create table handover.return_act (
  handover_id uuid not null,
  what text not null check (what in ('identity', 'travel_document', 'authority_notified')),
  child_id text not null,
  kind text not null check (kind in ('confirmed', 'waived')),
  at timestamptz not null,
  source text not null check (source in ('sender', 'consulate')),
  content_sealed bytea not null,
  primary key (handover_id, what)
);
-- At the consulate: a return in which it is named. Neither a file nor a name: agencies, chain, state and what is asked of it.
create table handover.return_case (
  handover_id uuid primary key,
  sender text not null,
  receiver text not null,
  status text not null,
  headcount integer not null,
  changed_at timestamptz not null,
  content_sealed bytea not null
);

do $$
declare name text;
begin
  foreach name in array array['consulate', 'return_act'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%1$I for select using (
      current_setting('app.reach', true) in ('agency', 'node')
      or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = %1$I.child_id)))$p$, name);
    execute format($p$create policy answering on handover.%1$I for select using (
      current_setting('app.reach', true) = 'team' and exists (select 1 from handover.incoming i where i.handover_id = %1$I.handover_id and i.status in ('proposed', 'accepted', 'retracting')))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update on handover.%I to amparo_app', name);
  end loop;
end $$;
alter table handover.return_case enable row level security;
alter table handover.return_case force row level security;
create policy reading on handover.return_case for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'));
create policy writing on handover.return_case using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.return_case to amparo_app;
