-- This node is about to leave the network, or has left it: one row at most.
create table governance.leaving (
  only_row boolean primary key default true check (only_row),
  reason text not null,
  declared_label text not null,
  declared_at timestamptz not null,
  left_at timestamptz
);
grant select, insert, update, delete on governance.leaving to amparo_app;
