-- Consent that was withdrawn, here or as a peer told: whoever else has had the child's file must hear of it (custody/1, CONSENT).
-- Codes and moments; who withdrew it and why stands in the file alone.
create table "case".consent_withdrawal (
  operation_id uuid primary key,
  child_id text not null,
  purposes text[] not null,
  at timestamptz not null,
  -- the peer that told of it; null where it was withdrawn here
  told_by text
);
create index on "case".consent_withdrawal (child_id);
alter table "case".consent_withdrawal enable row level security;
alter table "case".consent_withdrawal force row level security;
create policy reading on "case".consent_withdrawal for select using (
  current_setting('app.reach', true) in ('agency', 'node')
  or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = consent_withdrawal.child_id)));
-- written by the projector in whatever act withdraws it, as the other tables of the file
create policy writing on "case".consent_withdrawal for insert with check (
  current_setting('app.reach', true) in ('agency', 'node')
  or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = consent_withdrawal.child_id)));
grant select, insert on "case".consent_withdrawal to amparo_app;
