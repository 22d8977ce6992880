-- A child who comes back after she was erased brings the acts of her file again: under her new key they are recorded anew, and the
-- old rows stay in the log as what nobody can read. One act is recorded once under one key (the first nine bytes name form and key).
alter table platform.operation drop constraint operation_id_key;
create unique index operation_once on platform.operation (id) where child_id is null;
create unique index operation_once_under_a_key on platform.operation (id, substring(sealed from 1 for 9)) where child_id is not null;
create index on platform.operation (id);

-- What is kept of a child whose file was destroyed here: when, on what ground; who decided it stands sealed under the node's key.
create table handover.erasure (
  operation_id uuid primary key,
  child_id text not null check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  epoch integer not null,
  at timestamptz not null,
  reason text not null,
  content_sealed bytea not null
);
create index on handover.erasure (child_id);

-- What another agency says that it has destroyed (custody/1, PURGED). Codes and identifiers.
create table handover.purged_there (
  child_id text not null,
  node text not null,
  epoch integer not null,
  at timestamptz not null,
  destroyed text[] not null,
  remains text[] not null,
  primary key (child_id, node, at)
);

-- An erasure that one person has proposed; gone when another has answered.
create table handover.erasure_proposal (
  child_id text primary key,
  proposed_by text not null,
  at timestamptz not null,
  content_sealed bytea not null
);

-- An authority has ordered that her file be kept: nobody erases it meanwhile.
create table handover.legal_hold (
  hold_id uuid primary key,
  child_id text not null,
  placed_at timestamptz not null,
  lifted_at timestamptz,
  content_sealed bytea not null
);
create unique index on handover.legal_hold (child_id) where lifted_at is null;

do $$ declare name text; begin
  foreach name in array array['erasure', 'purged_there', 'erasure_proposal', 'legal_hold'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%I for select using (current_setting('app.reach', true) in ('agency', 'node'))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
end $$;

-- Names of sealed files whose rows are gone with a child: their bytes are taken from the disk after the commit.
create table "case".doomed_file (file_name text primary key check (file_name ~ '^[0-9a-f]{32}$'));
alter table "case".doomed_file enable row level security;
alter table "case".doomed_file force row level security;
create policy reach on "case".doomed_file using (current_setting('app.reach', true) = 'node');
grant select, insert, update, delete on "case".doomed_file to amparo_app;

-- The rows that tell of a child go with her key; as the node alone.
create policy erasing on "case".consent_withdrawal for delete using (current_setting('app.reach', true) = 'node');
grant delete on access.child_scope, access.child_grant, access.child_request, governance.withheld_fact, person.child, "case".file, "case".deadline, "case".attachment, "case".consent_withdrawal,
  tracing.request, tracing.candidate, tracing.pair, tracing.contact, interchange.imported_row, federation.file_offer, federation.file_wanted, federation.file_part, federation.case_file,
  handover.care, handover.paper_acceptance, handover.consulate, handover.return_act, handover.alias, handover.last_block, handover.dispute, handover.tracking, handover.settled_ending to amparo_app;
