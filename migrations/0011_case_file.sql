-- The child's file. Derived from the ledger: written only by the room's projector. ("case" is a word of SQL: quoted.)
create schema "case";
grant usage on schema "case" to amparo_app;

create table "case".file (
  child_id text primary key check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  status text not null check (status in ('open', 'closed')),
  urgency text not null check (urgency in ('emergency', 'high', 'medium', 'low')),
  flags text[] not null,
  -- at this node; null while a file that was handed over has not been given to a team yet
  team_id uuid,
  worker_id uuid,
  proposed_team_id uuid,
  -- when this agency became responsible, the last time
  received_at timestamptz not null,
  -- the nearest open deadline: lists are ordered by it
  next_due_at timestamptz,
  -- what shapes the file (found, concerns, consents, contacts, closure), under the child's key
  history_sealed bytea not null
);
create index on "case".file (status, next_due_at, child_id);
create index on "case".file (status, received_at desc, child_id);
create index on "case".file (worker_id, status);
create index on "case".file (team_id, status);

create table "case".deadline (
  child_id text not null,
  deadline_id uuid not null,
  -- code of reference/law/clocks, null for a reminder
  clock text,
  title_sealed bytea,
  triggered_at timestamptz not null,
  due_at timestamptz not null,
  escalate_at timestamptz not null,
  basis text not null check (basis in ('statute', 'policy', 'own')),
  status text not null check (status in ('open', 'done', 'cancelled')),
  postponed integer not null,
  primary key (child_id, deadline_id)
);
create index on "case".deadline (due_at) where status = 'open';

create table "case".attachment (
  child_id text not null,
  attachment_id uuid not null,
  kind text not null,
  -- title and who added it, under the child's key
  label_sealed bytea not null,
  media_type text not null,
  size integer not null,
  -- SHA-256 of the bytes before sealing
  hash text not null,
  -- random names in the node's file folder; the bytes are sealed under the child's key
  file_name text not null check (file_name ~ '^[0-9a-f]{32}$'),
  preview_name text check (preview_name ~ '^[0-9a-f]{32}$'),
  added_at timestamptz not null,
  removed_at timestamptz,
  destroyed_at timestamptz,
  primary key (child_id, attachment_id)
);
create index on "case".attachment (removed_at) where removed_at is not null and destroyed_at is null;

do $$ declare name text; begin
  foreach name in array array['file', 'deadline', 'attachment'] loop
    execute format('alter table "case".%I enable row level security', name);
    execute format('alter table "case".%I force row level security', name);
    execute format('create policy reach on "case".%1$I using (
      current_setting(''app.reach'', true) = ''node'' or exists (select 1 from access.child_scope s where s.child_id = %1$I.child_id))', name);
    execute format('grant select, insert, update on "case".%I to amparo_app', name);
  end loop;
end $$;
