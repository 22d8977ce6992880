-- After a restore every peer gives back its copies of what had crossed the line (custody/1 section 7). One row for each
-- peer and recovery: how far that came.
create table federation.copies (
  peer text not null,
  incarnation integer not null,
  wanted_since timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  problem jsonb,
  completed_at timestamptz,
  primary key (peer, incarnation)
);

-- What a peer gave back, and what came of it. Says no word about a child but who she is.
create table federation.returned (
  mid text primary key,
  peer text not null,
  incarnation integer not null,
  -- `ours`: a message of this node that the peer had kept; `theirs`: one that the peer had sent here
  direction text not null check (direction in ('ours', 'theirs')),
  type text not null,
  child_ids text[] not null,
  outcome text not null check (outcome in ('recorded', 'known', 'unreadable')),
  operations integer not null,
  problem jsonb,
  at timestamptz not null
);
create index on federation.returned (at desc);

alter table federation.returned enable row level security;
alter table federation.returned force row level security;
create policy reading on federation.returned for select using (
  current_setting('app.reach', true) in ('node', 'agency')
  or exists (select 1 from access.child_scope s where s.child_id = any (returned.child_ids)));
create policy writing on federation.returned using (current_setting('app.reach', true) = 'node');

grant select, insert, update on federation.copies, federation.returned to amparo_app;

-- How much each peer gave back: counts alone, also for administrators, who see no child.
create function federation.returned_counts(since_incarnation integer)
returns table (peer text, recorded bigint, known bigint, unreadable bigint, operations bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  before text := current_setting('app.reach', true);
begin
  perform set_config('app.reach', 'node', true);
  return query
    select r.peer, count(*) filter (where r.outcome = 'recorded'), count(*) filter (where r.outcome = 'known'), count(*) filter (where r.outcome = 'unreadable'),
      coalesce(sum(r.operations), 0)::bigint
    from federation.returned r where r.incarnation = since_incarnation group by r.peer;
  perform set_config('app.reach', coalesce(before, ''), true);
end $$;
grant execute on function federation.returned_counts(integer) to amparo_app;
