create schema vault;
grant usage on schema vault to amparo_app;

-- One key per child, wrapped by the node's master key, which is never in the database. Destroying a key (wrapped := null)
-- erases what it sealed: in every table, on disk, and in backups as soon as the master keys of their time are dropped.
--
-- No row-level security here, on purpose. A row tells nothing about a child: an identifier without meaning and bytes that
-- are useless without the master key. Who may see a child is decided on the rows that hold her data. A policy here would
-- have the worse failure: a key hidden from a session looks like a key destroyed, and re-wrapping at a rotation, which
-- must meet every key, would leave the hidden ones behind and lose them for good.
create table vault.child_key (
  child_id text primary key check (child_id ~ '^[A-Za-z0-9_-]{22}$'),
  -- names the key in what it seals: a child who comes back after erasure gets another key
  key_id bytea not null check (length(key_id) = 8),
  wrapped bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);

-- Not delete: a destroyed key stays known as destroyed, so that "erased" and "never existed" are two answers.
grant select, insert, update on vault.child_key to amparo_app;
