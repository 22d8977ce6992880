-- What this agency knows of the contact with a child in its care. Contact is no state of custody: whoever loses sight of a
-- child stays responsible for her.
create table handover.contact (
  child_id text primary key,
  contact text not null check (contact in ('in_contact', 'not_seen', 'deported', 'transferred', 'detained', 'absconded', 'taken', 'dead_reported')),
  since timestamptz not null,
  search_due_at timestamptz,
  content_sealed bytea not null
);

create table handover.search (
  child_id text not null,
  search_id uuid not null unique,
  cause text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text,
  content_sealed bytea not null,
  primary key (child_id, search_id)
);
create index on handover.search (child_id) where closed_at is null;

-- Whom a search has asked, and what each said.
create table handover.search_peer (
  child_id text not null,
  search_id uuid not null,
  peer text not null,
  agreement_id uuid not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  answer text check (answer in ('found', 'not_here')),
  answered_at timestamptz,
  evidence text,
  primary key (search_id, peer)
);

-- Searches of other agencies that came here. Who is sought is not said; `matches` are children of this node.
create table handover.search_asked (
  search_id uuid not null,
  peer text not null,
  received_at timestamptz not null,
  until timestamptz not null,
  matches text[] not null,
  answer text check (answer in ('found', 'not_here')),
  answered_at timestamptz,
  content_sealed bytea not null,
  primary key (search_id, peer)
);

-- Notices of children who are brought without their agency's doing, sent and received.
create table handover.notice (
  notice_id uuid not null,
  direction text not null check (direction in ('outgoing', 'incoming')),
  peer text not null,
  reason text not null,
  headcount integer not null,
  expected_at timestamptz,
  at timestamptz not null,
  child_ids text[] not null,
  content_sealed bytea not null,
  primary key (notice_id, direction, peer)
);

do $$
declare name text;
begin
  foreach name in array array['contact', 'search', 'search_peer'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%1$I for select using (
      current_setting('app.reach', true) in ('agency', 'node')
      or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = %1$I.child_id)))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
  foreach name in array array['search_asked', 'notice'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%I for select using (current_setting('app.reach', true) in ('agency', 'node'))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
end $$;
