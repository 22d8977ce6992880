-- Family tracing. Derived from the ledger: written only by the room's projector, but for `seen` and `standing`.
create schema tracing;
grant usage on schema tracing to amparo_app;

-- A request is about one child, under whose key everything personal in it is sealed: the child who asks, or the one who is
-- sought, who has a number and a key of her own until she is found.
create table tracing.request (
  request_id uuid primary key,
  child_id text not null check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  side text not null check (side in ('family', 'child')),
  standing text not null check (standing in ('open', 'found', 'reunified', 'closed')),
  outcome text,
  team_id uuid not null,
  requested_at timestamptz not null,
  found_at timestamptz,
  reunified_at timestamptz,
  followed_up_at timestamptz,
  changed_at timestamptz not null,
  history_sealed bytea not null,
  -- what only the family can answer: apart from the rest, so that nothing that shows the request shows it
  questions_sealed bytea
);
create index on tracing.request (standing, requested_at desc);
create index on tracing.request (child_id);

create table tracing.candidate (
  request_id uuid not null,
  child_id text not null,
  state text not null check (state in ('possible', 'likely', 'confirmed', 'refuted', 'reunified')),
  is_gone boolean not null,
  found_at timestamptz not null,
  primary key (request_id, child_id)
);
create index on tracing.candidate (child_id);

-- When each worker last looked at a request.
create table tracing.seen (
  request_id uuid not null,
  worker_id uuid not null,
  at timestamptz not null,
  primary key (request_id, worker_id)
);

-- How far in the log the standing questions have been asked again.
create table tracing.standing (
  is_only boolean primary key default true check (is_only),
  sequence bigint not null,
  at timestamptz
);
insert into tracing.standing (sequence) values (0);

-- Two files that may speak of one child.
create table tracing.pair (
  pair_id uuid primary key,
  child_id text not null,
  other_child_id text not null,
  state text not null check (state in ('open', 'not_same', 'joined')),
  is_gone boolean not null,
  probability double precision not null,
  -- the file that ended when the two were joined
  joined_child_id text,
  found_at timestamptz not null,
  history_sealed bytea not null,
  unique (child_id, other_child_id)
);
create index on tracing.pair (state, probability desc);
create index on tracing.pair (other_child_id);

alter table tracing.request enable row level security;
alter table tracing.request force row level security;
create policy reach on tracing.request using (
  current_setting('app.reach', true) in ('agency', 'node')
  or (current_setting('app.reach', true) = 'team' and team_id = any (nullif(current_setting('app.teams', true), '')::uuid[]))
);
alter table tracing.candidate enable row level security;
alter table tracing.candidate force row level security;
create policy reach on tracing.candidate using (
  current_setting('app.reach', true) = 'node' or exists (select 1 from tracing.request r where r.request_id = candidate.request_id)
);
alter table tracing.seen enable row level security;
alter table tracing.seen force row level security;
create policy reach on tracing.seen using (
  current_setting('app.reach', true) = 'node'
  or (worker_id::text = current_setting('app.worker', true) and exists (select 1 from tracing.request r where r.request_id = seen.request_id))
);
alter table tracing.pair enable row level security;
alter table tracing.pair force row level security;
create policy reach on tracing.pair using (
  current_setting('app.reach', true) = 'node'
  or exists (select 1 from access.child_scope s where s.child_id in (pair.child_id, pair.other_child_id))
);
grant select, insert, update on tracing.request, tracing.candidate, tracing.seen, tracing.pair to amparo_app;
grant select, update on tracing.standing to amparo_app;
