create schema federation;
grant usage on schema federation to amparo_app;

-- What is known of the line to each peer. Says nothing about any child.
create table federation.link (
  peer text primary key check (peer ~ '^n_[a-z2-7]{26}$'),
  -- the highest incarnation heard of: older messages are void
  incarnation integer not null default 0,
  last_heard_at timestamptz,
  last_reached_at timestamptz,
  -- by how much the peer's clock runs ahead of ours
  clock_offset_seconds integer,
  software_version text,
  -- the peer has messages of ours that we do not know of: this node was set back in time
  rewound_at timestamptz
);

-- Our place on each directed line, for each pair of incarnations. Kept apart from `sent`, which may be deleted.
create table federation.line_out (
  peer text not null,
  incarnation integer not null,
  peer_incarnation integer not null,
  sequence bigint not null,
  mid text not null,
  primary key (peer, incarnation, peer_incarnation)
);

-- Every message that was received in order: stored, then applied, in one transaction. Append-only.
create table federation.inbox (
  mid text primary key,
  peer text not null,
  incarnation integer not null,
  own_incarnation integer not null,
  sequence bigint not null,
  type text not null,
  handover_id uuid,
  child_ids text[] not null,
  -- the message as it came, under the first child's key (or the node's)
  sealed bytea not null,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  via text not null check (via in ('wire', 'fetched', 'file')),
  receipt text not null,
  unique (peer, incarnation, own_incarnation, sequence)
);
create index on federation.inbox (received_at desc);
create index on federation.inbox using gin (child_ids);
create trigger append_only before update or delete on federation.inbox for each row execute function platform.refuse_change();

-- Received messages that could not be applied: kept, shown, tried again.
create table federation.parked (
  mid text primary key references federation.inbox,
  problem jsonb not null,
  attempts integer not null,
  next_at timestamptz not null,
  parked_at timestamptz not null,
  resolved_at timestamptz
);

-- What is owed to peers and how far each item came. A work sheet: what must be sent is derived from the state of the
-- rooms, so deleting this table loses nothing.
create table federation.sent (
  peer text not null,
  key text not null,
  mid text,
  incarnation integer not null,
  peer_incarnation integer not null,
  sequence bigint,
  type text not null,
  handover_id uuid,
  child_ids text[] not null,
  sealed bytea,
  until text not null check (until in ('answer', 'receipt')),
  -- answers given once are not owed by saved state, so they do not end when the state no longer names them
  is_answer boolean not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  last_tried_at timestamptz,
  problem jsonb,
  receipt text,
  receipt_at timestamptz,
  obsolete_at timestamptz,
  primary key (peer, key)
);
create index on federation.sent (peer, next_at) where obsolete_at is null;
create index on federation.sent (mid);
create index on federation.sent (created_at desc);
create index on federation.sent using gin (child_ids);

-- What a peer may fetch: a photo, a document, or a case file too large for its message (then with the sealed content).
create table federation.file_offer (
  peer text not null,
  hash text not null,
  child_id text not null,
  size bigint not null,
  token_hash text,
  content text,
  offered_at timestamptz not null,
  primary key (peer, hash)
);

-- Case files that came with custody, and what became of each.
create table federation.case_file (
  child_id text not null,
  block_hash text not null,
  peer text not null,
  state text not null check (state in ('verified', 'pending', 'unreadable')),
  problem jsonb,
  changed_at timestamptz not null,
  primary key (child_id, block_hash)
);

-- What this node still has to fetch, part by part; a record never waits for it.
create table federation.file_wanted (
  peer text not null,
  hash text not null,
  child_id text not null,
  kind text not null check (kind in ('case-file', 'attachment')),
  name text not null,
  size bigint not null,
  token text,
  block_hash text not null,
  -- when custody was released: the sender's key must have counted then
  committed_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  problem jsonb,
  wanted_since timestamptz not null,
  completed_at timestamptz,
  primary key (peer, hash)
);
create index on federation.file_wanted (next_at) where completed_at is null;

create table federation.file_part (
  peer text not null,
  hash text not null,
  part integer not null,
  child_id text not null,
  sealed bytea not null,
  primary key (peer, hash, part)
);

-- Written by the node alone; read by those who see the whole agency, and about a child by those who see her.
do $$
declare name text;
begin
  foreach name in array array['inbox', 'sent'] loop
    execute format('alter table federation.%I enable row level security', name);
    execute format('alter table federation.%I force row level security', name);
    execute format($policy$create policy reading on federation.%1$I for select using (
      current_setting('app.reach', true) in ('node', 'agency')
      or exists (select 1 from access.child_scope s where s.child_id = any (%1$I.child_ids)))$policy$, name);
    execute format($policy$create policy writing on federation.%I using (current_setting('app.reach', true) = 'node')$policy$, name);
  end loop;
  foreach name in array array['file_offer', 'case_file', 'file_wanted', 'file_part'] loop
    execute format('alter table federation.%I enable row level security', name);
    execute format('alter table federation.%I force row level security', name);
    execute format($policy$create policy reading on federation.%1$I for select using (
      current_setting('app.reach', true) = 'node'
      or exists (select 1 from access.child_scope s where s.child_id = %1$I.child_id))$policy$, name);
    execute format($policy$create policy writing on federation.%I using (current_setting('app.reach', true) = 'node')$policy$, name);
  end loop;
end $$;
alter table federation.parked enable row level security;
alter table federation.parked force row level security;
create policy reading on federation.parked for select using (exists (select 1 from federation.inbox i where i.mid = parked.mid));
create policy writing on federation.parked using (current_setting('app.reach', true) = 'node');

grant select, insert, update on federation.link, federation.line_out, federation.parked, federation.file_offer, federation.case_file, federation.file_wanted to amparo_app;
grant select, insert on federation.inbox to amparo_app;
grant select, insert, update, delete on federation.sent to amparo_app;
grant select, insert, delete on federation.file_part to amparo_app;

-- How much waits for and from each peer: counts alone, also for administrators, who see no child.
create function federation.queue_counts() returns table (peer text, waiting bigint, refused bigint, oldest_waiting_at timestamptz, parked bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  before text := current_setting('app.reach', true);
begin
  perform set_config('app.reach', 'node', true);
  return query
    select names.peer, coalesce(s.waiting, 0), coalesce(s.refused, 0), s.oldest_waiting_at, coalesce(p.parked, 0)
    from (select peer from federation.sent union select peer from federation.inbox) names
    left join (
      select peer, count(*) filter (where receipt is null and problem is null) as waiting,
        count(*) filter (where receipt is null and problem is not null) as refused,
        min(created_at) filter (where receipt is null) as oldest_waiting_at
      from federation.sent where obsolete_at is null group by peer
    ) s on s.peer = names.peer
    left join (
      select i.peer, count(*) as parked from federation.parked k join federation.inbox i on i.mid = k.mid where k.resolved_at is null group by i.peer
    ) p on p.peer = names.peer;
  perform set_config('app.reach', coalesce(before, ''), true);
end $$;
grant execute on function federation.queue_counts() to amparo_app;
