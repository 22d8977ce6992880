-- Someone has proposed that a peer is gone for good; a second person confirms it or the proposal is withdrawn.
create table governance.decommission_proposal (
  node_id text primary key references governance.peer (node_id),
  reason text not null,
  fenced_incarnation integer not null,
  proposed_by text not null,
  proposed_label text not null,
  proposed_at timestamptz not null
);
grant select, insert, update, delete on governance.decommission_proposal to amparo_app;
