-- Who works at this node and how they sign in.
-- A row here is reachable for the node itself (sign-in, rebuilding), for the worker whose row it is, and inside an
-- administrator's act, which says so with the setting app.access for its transaction. `directory` only reads names.

-- Derived from the ledger.
create table access.team (
  id uuid primary key,
  name text not null
);
create unique index on access.team (lower(name));

-- Derived from the ledger.
create table access.account (
  id uuid primary key,
  -- keyed token of the user name: found by it, not readable from it
  user_name_token text not null unique,
  -- user name and display name, under the node's key
  sealed bytea not null,
  roles text[] not null,
  team_ids uuid[] not null,
  status text not null check (status in ('active', 'disabled')),
  language text not null check (language in ('es', 'en')),
  created_at timestamptz not null
);

-- What proves who it is. Not derived from the ledger: a secret that was changed must not stay in a log for ever.
create table access.credential (
  account_id uuid primary key,
  password_hash text not null,
  must_change_password boolean not null,
  -- a temporary password ends by itself
  temporary_until timestamptz,
  totp_sealed bytea,
  -- set up, not yet confirmed with a first code
  totp_pending_sealed bytea,
  -- the newest time step that was used: a code counts once
  totp_last_step bigint not null default 0,
  recovery_code_hashes text[] not null default '{}'
);

create table access.passkey (
  id uuid primary key,
  account_id uuid not null,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label_sealed bytea not null,
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index on access.passkey (account_id);

create table access.session (
  id uuid primary key,
  token_hash text not null unique,
  account_id uuid not null,
  device_id uuid not null,
  -- the family only, so that a worker recognises the session
  browser text not null,
  first_factor text not null check (first_factor in ('password', 'passkey')),
  second_factor text check (second_factor in ('totp', 'recovery-code', 'passkey')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  stepped_up_at timestamptz,
  revoked_at timestamptz
);
create index on access.session (account_id, expires_at);

-- The half-way of a sign-in, a step-up or a new passkey: used once.
create table access.sign_in_challenge (
  token_hash text primary key,
  kind text not null check (kind in ('second-factor', 'passkey-sign-in', 'passkey-step-up', 'passkey-registration')),
  account_id uuid,
  expires_at timestamptz not null
);

-- Failed attempts by keyed token of the user name, whether there is such an account or not: a lock tells nothing.
create table access.sign_in_guard (
  user_name_token text primary key,
  failures integer not null,
  last_attempt_at timestamptz not null,
  locked_until timestamptz
);

-- Asking to see a child of another team. Derived from the ledger.
create table access.child_request (
  child_id text not null,
  id uuid not null,
  worker_id uuid not null,
  asked_at timestamptz not null,
  reason_sealed bytea not null,
  decision text check (decision in ('granted', 'denied')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (child_id, id)
);
create index on access.child_request (id);
create index on access.child_request (worker_id) where decision is null;
create index on access.child_grant (granted_at) where kind = 'break-glass' and reviewed_at is null;

-- One bit about a child whom the worker does not see: whether there is anything to ask for. The reach ends with the function.
-- (A `set app.reach` on the function itself would need a superuser.)
create function access.is_child_known(wanted text) returns boolean language plpgsql as $$
declare
  before text := current_setting('app.reach', true);
  is_known boolean;
begin
  perform set_config('app.reach', 'node', true);
  is_known := exists (select 1 from access.child_scope where child_id = wanted);
  perform set_config('app.reach', coalesce(before, ''), true);
  return is_known;
end $$;

create function access.is_node() returns boolean language sql stable
as $$ select coalesce(current_setting('app.reach', true) = 'node', false) $$;
create function access.is_within(wanted text) returns boolean language sql stable
as $$ select coalesce(current_setting('app.access', true) = wanted, false) $$;
create function access.is_own(worker uuid) returns boolean language sql stable
as $$ select coalesce(worker::text = current_setting('app.worker', true), false) $$;

do $$ declare name text; begin
  foreach name in array array['team', 'account', 'credential', 'passkey', 'session', 'sign_in_challenge', 'sign_in_guard', 'child_request'] loop
    execute format('alter table access.%I enable row level security', name);
    execute format('alter table access.%I force row level security', name);
    execute format('grant select, insert, update on access.%I to amparo_app', name);
  end loop;
end $$;
grant delete on access.passkey, access.session, access.sign_in_challenge, access.sign_in_guard to amparo_app;

create policy reach on access.team using (access.is_node() or access.is_within('accounts'));
create policy directory on access.team for select using (access.is_within('directory'));
create policy reach on access.account using (access.is_node() or access.is_within('accounts'));
create policy own on access.account for select using (access.is_own(id));
create policy directory on access.account for select using (access.is_within('directory'));
create policy reach on access.credential using (access.is_node() or access.is_own(account_id) or access.is_within('accounts'));
create policy reach on access.passkey using (access.is_node() or access.is_own(account_id) or access.is_within('accounts'));
create policy reach on access.session using (access.is_node() or access.is_own(account_id) or access.is_within('accounts'));
create policy reach on access.sign_in_challenge using (access.is_node() or access.is_own(account_id));
create policy reach on access.sign_in_guard using (access.is_node() or access.is_within('accounts'));
create policy reach on access.child_request using (
  access.is_node() or access.is_own(worker_id) or current_setting('app.reach', true) = 'agency'
);

-- An answer that was remembered is its asker's alone.
alter table platform.request_answer enable row level security;
alter table platform.request_answer force row level security;
create policy reach on platform.request_answer using (access.is_node() or actor = current_setting('app.worker', true));
