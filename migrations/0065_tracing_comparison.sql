-- Private comparisons with peers: who asked whom under which agreement and how much was asked. Derived from the ledger: the audit of every run, also of
-- those that were refused. No key, fact or encoding is ever written.
create table tracing.comparison (
  run_id uuid primary key,
  peer text not null,
  direction text not null check (direction in ('asked', 'answered')),
  kind text not null check (kind in ('facts', 'encodings')),
  state text not null check (state in ('running', 'done', 'failed', 'refused')),
  agreement_id uuid,
  -- facts or persons of the asking side; entries of the answering side, invented ones among them; nominated pairs (asking side alone)
  asked integer not null,
  answered integer not null,
  found integer,
  problem jsonb,
  by_label text not null,
  begun_at timestamptz not null,
  ended_at timestamptz
);
create index on tracing.comparison (peer, direction, begun_at desc);

-- Which child stands at which place of an answered run, so that a later request for contact can name one: sealed, and gone after its time. Not derived.
create table tracing.comparison_place (
  run_id uuid primary key,
  peer text not null,
  places_sealed bytea not null,
  expires_at timestamptz not null
);
-- Which request was put to which peer, and as it stood when: a work sheet.
create table tracing.comparison_asked (
  request_id uuid not null,
  peer text not null,
  at timestamptz not null,
  primary key (request_id, peer)
);

-- A nominated pair on its way from nomination to contact between custodians, on either side.
create table tracing.contact (
  contact_id uuid primary key,
  child_id text not null,
  request_id uuid,
  run_id uuid not null,
  peer text not null,
  side text not null check (side in ('asking', 'asked')),
  state text not null check (state in ('nominated', 'supported', 'asked', 'agreed', 'declined', 'compared')),
  band text not null check (band in ('very_likely', 'likely', 'possible')),
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  history_sealed bytea not null
);
create index on tracing.contact (state, opened_at desc);
create index on tracing.contact (request_id);
create index on tracing.contact (run_id);

alter table tracing.comparison enable row level security;
alter table tracing.comparison force row level security;
create policy reach on tracing.comparison using (current_setting('app.reach', true) in ('agency', 'node'));
alter table tracing.comparison_place enable row level security;
alter table tracing.comparison_place force row level security;
create policy reach on tracing.comparison_place using (current_setting('app.reach', true) = 'node');
alter table tracing.comparison_asked enable row level security;
alter table tracing.comparison_asked force row level security;
create policy reach on tracing.comparison_asked using (current_setting('app.reach', true) = 'node');
alter table tracing.contact enable row level security;
alter table tracing.contact force row level security;
create policy reach on tracing.contact using (
  current_setting('app.reach', true) in ('agency', 'node')
  or exists (select 1 from access.child_scope s where s.child_id = contact.child_id)
  or exists (select 1 from tracing.request r where r.request_id = contact.request_id)
);
grant select, insert, update on tracing.comparison, tracing.comparison_asked, tracing.contact to amparo_app;
grant select, insert, delete on tracing.comparison_place to amparo_app;
