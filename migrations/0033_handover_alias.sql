-- Two files of one child became one: `child_id` leads to `into_child_id` for ever. Identifiers without meaning.
create table handover.alias (
  child_id text primary key,
  into_child_id text not null check (into_child_id <> child_id),
  at timestamptz not null
);
create index on handover.alias (into_child_id);

-- Blocks of the chain that this node must sign about its own children (a merge, a closing), and has signed.
create table handover.last_block (
  operation_id uuid primary key,
  child_id text not null,
  kind text not null check (kind in ('close', 'merge')),
  epoch integer not null check (epoch > 0),
  into_child_id text,
  at timestamptz not null,
  block_hash text unique,
  release text
);
create index on handover.last_block (child_id);

-- A closing that somebody proposes and a supervisor approves. Who takes up the care afterwards is sealed with it.
create table handover.closing (
  child_id text primary key,
  status text not null check (status in ('proposed', 'declined', 'closed', 'reopened')),
  reason text not null,
  has_successor boolean not null,
  proposed_by text not null,
  at timestamptz not null,
  content_sealed bytea not null
);
create index on handover.closing (status);

do $$
declare name text;
begin
  foreach name in array array['alias', 'last_block'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%I for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update on handover.%I to amparo_app', name);
  end loop;
  alter table handover.closing enable row level security;
  alter table handover.closing force row level security;
  create policy reading on handover.closing for select using (
    current_setting('app.reach', true) in ('agency', 'node')
    or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = closing.child_id)));
  create policy writing on handover.closing using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
  grant select, insert, update, delete on handover.closing to amparo_app;
end $$;
