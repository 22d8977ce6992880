create schema handover;
grant usage on schema handover to amparo_app;

-- The protocol's rows (custody/1 section 12): identifiers, codes and instants only. They are written by the projector of
-- `handover.state-changed` alone, which runs as the node; workers of the agency may read them.
create table handover.node_state (
  only_row boolean primary key default true check (only_row),
  incarnation integer not null,
  mode text not null check (mode in ('up', 'recovering', 'superseded'))
);
create table handover.peer_state (
  node_id text primary key,
  fence integer not null,
  synced boolean not null,
  done boolean not null
);
create table handover.custody (
  child_id text primary key,
  status text not null check (status in ('hold', 'past')),
  epoch integer not null check (epoch >= 0),
  pointer text not null,
  previous text not null,
  handover_id uuid,
  origin text not null,
  encumbered_by uuid,
  closed boolean not null,
  since timestamptz not null
);
create index on handover.custody (handover_id) where handover_id is not null;
create index on handover.custody (status);

-- Epochs only rise: a late or replayed row can never move custody back.
create function handover.refuse_older_epoch() returns trigger language plpgsql as $$
begin
  if new.epoch < old.epoch then raise exception 'custody of a child cannot go back from epoch % to %', old.epoch, new.epoch; end if;
  return new;
end $$;
create trigger epoch_rises before update on handover.custody for each row execute function handover.refuse_older_epoch();

create table handover.outgoing (
  handover_id uuid primary key,
  to_node text not null,
  mode text not null check (mode in ('push', 'pull', 'forced')),
  status text not null check (status in ('offered', 'agreed', 'requested', 'committed', 'acknowledged', 'withdrawn', 'declined')),
  parallel boolean not null,
  then_to text[] not null,
  ending jsonb,
  revision integer not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
create index on handover.outgoing (status);
create table handover.incoming (
  handover_id uuid primary key,
  from_node text not null,
  mode text not null check (mode in ('push', 'pull', 'forced')),
  status text not null check (status in ('proposed', 'accepted', 'retracting', 'taken', 'declined', 'withdrawn')),
  ending jsonb,
  revision integer not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
create index on handover.incoming (status);
create table handover.member (
  child_id text not null,
  handover_id uuid not null,
  direction text not null check (direction in ('outgoing', 'incoming')),
  epoch integer not null,
  position integer not null,
  primary key (child_id, handover_id, direction)
);
create index on handover.member (handover_id, direction);
create table handover.intake (child_id text primary key, asked text[] not null, witnessed_by text[] not null);
create table handover.witnessed (child_id text primary key, origin text not null);
insert into handover.node_state (incarnation, mode) values (0, 'up');

-- Who was responsible when, as this node knows it: two holders at one instant are impossible.
create extension if not exists btree_gist;
create table handover.tenure (
  child_id text not null,
  epoch integer not null,
  node_id text not null,
  during tstzrange not null,
  handover_id uuid,
  primary key (child_id, epoch),
  exclude using gist (child_id with =, during with &&)
);

-- Signed links of the chain.
create table handover.chain_link (
  child_id text not null,
  epoch integer not null,
  from_node text not null,
  to_node text not null,
  handover_id uuid,
  committed_at timestamptz not null,
  block_hash text not null unique,
  release text not null,
  acceptance text,
  primary key (child_id, epoch)
);

-- What was said with an offer, sealed under the key of each child of the group.
create table handover.terms (
  child_id text not null,
  handover_id uuid not null,
  decide_by timestamptz not null,
  urgency text not null check (urgency in ('emergency', 'forced', 'planned')),
  reason text not null,
  purpose text not null,
  agreement_id uuid not null,
  team_id uuid,
  terms_sealed bytea not null,
  primary key (child_id, handover_id)
);
create index on handover.terms (handover_id);
create table handover.step (
  child_id text not null,
  operation_id uuid not null,
  handover_id uuid not null,
  kind text not null,
  at timestamptz not null,
  step_sealed bytea not null,
  primary key (child_id, operation_id)
);
create index on handover.step (handover_id);

create table handover.referral (
  child_id text not null,
  referral_id uuid not null unique,
  direction text not null check (direction in ('outgoing', 'incoming')),
  peer text,
  status text not null check (status in ('sent', 'accepted', 'declined', 'provided', 'not_provided', 'withdrawn')),
  service text not null,
  urgency text not null,
  sent_at timestamptz not null,
  decide_by timestamptz not null,
  answered_at timestamptz,
  revision integer not null,
  content_sealed bytea not null,
  primary key (child_id, referral_id)
);
create index on handover.referral (status);

create table handover.card (
  child_id text not null,
  card_id text primary key,
  issued_at timestamptz not null,
  revoked_at timestamptz
);
create index on handover.card (child_id);

create table handover.folio (kind text not null, year integer not null, last integer not null, primary key (kind, year));
create table handover.printed (
  child_id text not null,
  subject_id uuid not null,
  kind text not null,
  folio text not null,
  primary key (child_id, subject_id, kind)
);

do $$
declare name text;
begin
  foreach name in array array['node_state', 'peer_state', 'custody', 'outgoing', 'incoming', 'member', 'intake', 'witnessed', 'tenure', 'chain_link', 'folio', 'card'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%I for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
  -- What speaks about a child: those who see her.
  foreach name in array array['terms', 'step', 'referral', 'printed'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%1$I for select using (
      current_setting('app.reach', true) in ('agency', 'node')
      or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = %1$I.child_id)))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
end $$;

-- An offer that is open here: whoever may answer it for the agency must see what is offered, though not yet who she is.
create policy answering on handover.terms for select using (
  current_setting('app.reach', true) = 'team'
  and exists (select 1 from handover.incoming i where i.handover_id = terms.handover_id and i.status in ('proposed', 'accepted', 'retracting'))
);
create policy answering on handover.step for select using (
  current_setting('app.reach', true) = 'team'
  and exists (select 1 from handover.incoming i where i.handover_id = step.handover_id and i.status in ('proposed', 'accepted', 'retracting'))
);
-- A referral that came: the child is another agency's, so nobody here sees her file; whoever may answer sees the referral.
create policy answering on handover.referral for select using (
  current_setting('app.reach', true) = 'team' and direction = 'incoming'
);
