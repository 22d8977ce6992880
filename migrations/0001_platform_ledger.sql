-- The application acts as this role: it owns nothing and cannot step around row-level security.
do $$ begin
  if not exists (select from pg_roles where rolname = 'amparo_app') then create role amparo_app nologin; end if;
  if not pg_has_role(current_user, 'amparo_app', 'member') then execute format('grant amparo_app to %I', current_user); end if;
end $$;

create schema platform;
create schema access;
grant usage on schema platform, access to amparo_app;

-- Who may see a child at this node: her team, and whether the file is open here. Everything about a child is visible
-- exactly to those who see her row here.
create table access.child_scope (
  child_id text primary key check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  team_id uuid not null,
  worker_id uuid,
  -- open: this agency is responsible; past: handed over, kept as a pointer until retention ends
  standing text not null check (standing in ('open', 'past')),
  since timestamptz not null
);
create index on access.child_scope (team_id, standing);

-- Time-boxed sight of one child for one worker: asked and granted, referred, or break-glass with a reason.
create table access.child_grant (
  id uuid primary key,
  child_id text not null,
  worker_id uuid not null,
  kind text not null check (kind in ('granted', 'referral', 'break-glass')),
  granted_by uuid not null,
  granted_at timestamptz not null,
  until timestamptz not null,
  reason_sealed bytea not null,
  reviewed_by uuid,
  reviewed_at timestamptz
);
create index on access.child_grant (worker_id, child_id, until);
create index on access.child_grant (child_id);

alter table access.child_grant enable row level security;
alter table access.child_grant force row level security;
create policy reach on access.child_grant using (
  current_setting('app.reach', true) in ('agency', 'node')
  or worker_id::text = current_setting('app.worker', true)
);

alter table access.child_scope enable row level security;
alter table access.child_scope force row level security;
create policy reach on access.child_scope using (
  current_setting('app.reach', true) = 'node'
  or (standing = 'open' and current_setting('app.reach', true) = 'agency')
  or (standing = 'open' and current_setting('app.reach', true) = 'team'
      and team_id = any (nullif(current_setting('app.teams', true), '')::uuid[]))
  or (current_setting('app.reach', true) in ('team', 'agency') and exists (
      select 1 from access.child_grant g
      where g.child_id = child_scope.child_id
        and g.worker_id::text = current_setting('app.worker', true)
        and g.until > nullif(current_setting('app.now', true), '')::timestamptz))
) with check (current_setting('app.reach', true) in ('team', 'agency', 'node'));
grant select, insert, update on access.child_scope, access.child_grant to amparo_app;

-- The operation log: append-only and hash-chained; what was done is sealed under the child's key (or the node's).
create table platform.operation (
  sequence bigint primary key,
  id uuid not null unique,
  kind text not null,
  child_id text,
  actor text not null,
  device text not null,
  node text not null,
  made_at text not null,
  received_at timestamptz not null,
  schema_version integer not null,
  sealed bytea not null,
  previous_hash text not null,
  hash text not null unique
);
create index on platform.operation (child_id, sequence) where child_id is not null;

create table platform.access_log (
  sequence bigint primary key,
  at timestamptz not null,
  actor text not null,
  child_id text not null,
  act text not null,
  purpose text,
  previous_hash text not null,
  hash text not null unique
);
create index on platform.access_log (child_id, sequence);

-- The newest link of each chain: locking it puts writers in one order, so that no reader can skip a late commit.
create table platform.chain_head (
  chain text primary key check (chain in ('operation', 'access')),
  sequence bigint not null,
  hash text not null
);
insert into platform.chain_head values ('operation', 0, ''), ('access', 0, '');

-- Answers already given, so that a request sent twice over a bad line acts once.
create table platform.request_answer (
  request_id uuid primary key,
  actor text not null,
  command text not null,
  answered_at timestamptz not null,
  answer_sealed bytea not null
);

create function platform.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'append-only: % on %', tg_op, tg_table_name; end $$;
create trigger append_only before update or delete on platform.operation for each row execute function platform.refuse_change();
create trigger append_only before update or delete on platform.access_log for each row execute function platform.refuse_change();

alter table platform.operation enable row level security;
alter table platform.operation force row level security;
create policy reading on platform.operation for select using (
  current_setting('app.reach', true) = 'node'
  or (child_id is not null and exists (select 1 from access.child_scope s where s.child_id = operation.child_id))
);
create policy writing on platform.operation for insert with check (current_setting('app.reach', true) in ('none', 'team', 'agency', 'node'));

alter table platform.access_log enable row level security;
alter table platform.access_log force row level security;
create policy reading on platform.access_log for select using (
  current_setting('app.reach', true) = 'node'
  or exists (select 1 from access.child_scope s where s.child_id = access_log.child_id)
);
create policy writing on platform.access_log for insert with check (current_setting('app.reach', true) in ('none', 'team', 'agency', 'node'));

grant select, insert on platform.operation, platform.access_log, platform.request_answer to amparo_app;
grant select, update on platform.chain_head to amparo_app;
