create schema governance;
grant usage on schema governance to amparo_app;

-- This node's own cards, newest last. What the peers hold is the text, letter for letter.
create table governance.own_card (
  serial integer primary key,
  card_signed text not null,
  issued_at timestamptz not null
);

-- Whom this node trusts. No row-level security: agencies, not people; every worker may know who the partners are.
create table governance.peer (
  node_id text primary key check (node_id ~ '^n_[a-z2-7]{26}$'),
  status text not null check (status in ('active', 'suspended', 'decommissioned')),
  body_kind text not null,
  card jsonb not null,
  card_signed text not null,
  card_hash text not null,
  fingerprint text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  means text not null,
  -- messages of an incarnation below it are void; never sinks
  fenced_incarnation integer not null default 0,
  since timestamptz not null
);

-- The trust list: every change of the table above, each line chained to the one before.
create table governance.trust_entry (
  sequence bigint primary key,
  operation_id uuid not null unique,
  node_id text not null,
  change text not null check (change in ('added', 'card_changed', 'active', 'suspended', 'decommissioned')),
  at timestamptz not null,
  by text not null,
  card_hash text not null,
  fenced_incarnation integer not null,
  previous_hash text not null,
  hash text not null unique
);

-- Data-sharing agreements: the terms and the signatures that were verified when they were taken in.
create table governance.agreement (
  agreement_id uuid not null,
  version integer not null,
  peer text not null,
  terms jsonb not null,
  signatures jsonb not null,
  ended_at timestamptz,
  primary key (agreement_id, version)
);
create index on governance.agreement (peer);

-- What a sending node kept back as a whole: the reader of a file learns that there is something, not what.
create table governance.withheld_fact (
  child_id text not null,
  operation_id uuid not null,
  node text not null,
  reason text not null,
  at timestamptz not null,
  primary key (child_id, operation_id)
);
alter table governance.withheld_fact enable row level security;
alter table governance.withheld_fact force row level security;
create policy reach on governance.withheld_fact using (
  current_setting('app.reach', true) = 'node'
  or exists (select 1 from access.child_scope s where s.child_id = withheld_fact.child_id)
) with check (current_setting('app.reach', true) in ('team', 'agency', 'node'));

grant select, insert, update on governance.own_card, governance.peer, governance.agreement, governance.withheld_fact to amparo_app;
grant select, insert on governance.trust_entry to amparo_app;
