-- An acceptance that was signed on paper, entered later. It moves nothing: it says that the signature of a node is outstanding.
create table handover.paper_acceptance (
  paper_id uuid primary key,
  handover_id uuid not null,
  child_id text not null,
  side text not null check (side in ('here', 'there')),
  status text not null check (status in ('entered', 'checked', 'rejected')),
  entered_by text not null,
  entered_at timestamptz not null,
  checked_at timestamptz,
  signed_at timestamptz not null,
  content_sealed bytea not null
);
create index on handover.paper_acceptance (handover_id);
create index on handover.paper_acceptance (child_id);
alter table handover.paper_acceptance enable row level security;
alter table handover.paper_acceptance force row level security;
create policy reading on handover.paper_acceptance for select using (
  current_setting('app.reach', true) in ('agency', 'node')
  or (current_setting('app.reach', true) = 'team' and exists (select 1 from access.child_scope s where s.child_id = paper_acceptance.child_id)));
-- What is offered here may be answered by whoever decides for the agency, who may therefore see what was signed.
create policy answering on handover.paper_acceptance for select using (
  current_setting('app.reach', true) = 'team' and exists (select 1 from handover.incoming i where i.handover_id = paper_acceptance.handover_id and i.status in ('proposed', 'accepted', 'retracting')));
create policy writing on handover.paper_acceptance using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.paper_acceptance to amparo_app;
