-- Who the child is. Derived from the ledger: written only by the room's projector.
create schema person;
grant usage on schema person to amparo_app;

create table person.child (
  child_id text primary key check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  sex text check (sex in ('F', 'M', 'X')),
  -- the first and the last day on which she may have been born; the last one gives the age in her favour
  birth_earliest date,
  birth_latest date check (birth_latest >= birth_earliest),
  nationalities text[] not null,
  languages text[] not null,
  label_mexican text not null check (label_mexican in ('accompanied', 'separated', 'unaccompanied', 'unknown')),
  label_international text not null check (label_international in ('accompanied', 'separated', 'unaccompanied', 'unknown')),
  has_disputes boolean not null,
  -- the values, under the child's key
  profile_sealed bytea not null,
  -- every answer behind them, under the child's key
  history_sealed bytea not null
);
create index on person.child (birth_latest);
create index on person.child using gin (nationalities);

-- Phones and documents, findable letter by letter without being readable: keyed tokens.
create table person.identifier_token (
  child_id text not null,
  kind text not null check (kind in ('phone', 'document')),
  token text not null,
  primary key (child_id, kind, token)
);
create index on person.identifier_token (kind, token);

alter table person.child enable row level security;
alter table person.child force row level security;
create policy reach on person.child using (
  current_setting('app.reach', true) = 'node' or exists (select 1 from access.child_scope s where s.child_id = child.child_id)
);
alter table person.identifier_token enable row level security;
alter table person.identifier_token force row level security;
create policy reach on person.identifier_token using (
  current_setting('app.reach', true) = 'node' or exists (select 1 from access.child_scope s where s.child_id = identifier_token.child_id)
);
grant select, insert, update on person.child to amparo_app;
grant select, insert, delete on person.identifier_token to amparo_app;
