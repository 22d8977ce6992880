-- Who governs membership for a country: each version of its root, as its keys signed it.
create table governance.country_root (
  country text not null check (country ~ '^[A-Z]{2}$'),
  version integer not null,
  root jsonb not null,
  signatures jsonb not null,
  fingerprint text not null,
  adopted_at timestamptz not null,
  primary key (country, version)
);

-- The trust list of each country: every line signed by enough keys of its root and chained to the one before. Append-only.
create table governance.membership (
  country text not null,
  seq integer not null,
  hash text not null unique,
  previous_hash text,
  node_id text not null check (node_id ~ '^n_[a-z2-7]{26}$'),
  entry jsonb not null,
  signatures jsonb not null,
  recorded_at timestamptz not null,
  primary key (country, seq)
);
create index on governance.membership (node_id, seq desc);
create trigger append_only before update or delete on governance.membership for each row execute function platform.refuse_change();

grant select, insert on governance.country_root, governance.membership to amparo_app;
