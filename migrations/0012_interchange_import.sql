-- Batches of children who came from a spreadsheet. Derived from the ledger: written only by the projector of this part.
create schema interchange;
grant usage on schema interchange to amparo_app;

create table interchange.batch (
  batch_id uuid primary key,
  -- SHA-256 of the file: the same file again is the same batch
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  row_count integer not null,
  opened_at timestamptz not null,
  undone_at timestamptz,
  -- name of the file and who opened it, under the node's key
  sealed bytea not null
);
-- one open batch a file; an undone one may be imported anew
create unique index on interchange.batch (digest) where undone_at is null;

create table interchange.imported_row (
  batch_id uuid not null,
  row_number integer not null,
  child_id text not null,
  is_annulled boolean not null,
  primary key (batch_id, row_number)
);
create unique index on interchange.imported_row (child_id);

-- those who see every child of the agency, and the node itself
do $$ declare name text; begin
  foreach name in array array['batch', 'imported_row'] loop
    execute format('alter table interchange.%I enable row level security', name);
    execute format('alter table interchange.%I force row level security', name);
    execute format('create policy reach on interchange.%I using (current_setting(''app.reach'', true) in (''agency'', ''node''))', name);
    execute format('grant select, insert, update on interchange.%I to amparo_app', name);
  end loop;
end $$;
