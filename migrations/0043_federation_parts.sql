-- What a line carries in one go is learnt from it; a peer that asks to be spared is left alone until then.
alter table federation.link add column part_size integer not null default 262144 check (part_size between 8192 and 1048576);
alter table federation.link add column busy_until timestamptz;

-- Parts begin where the one before ended: their size follows the line. Those of the former fixed size are fetched anew.
truncate federation.file_part;
alter table federation.file_part rename column part to position;
alter table federation.file_part alter column position type bigint;
alter table federation.file_part add column size integer not null;

-- Parts of a message that is too large for the line, until the last has come: sealed as they came, they tell of no child.
create table federation.message_part (
  peer text not null,
  -- SHA-256 of the whole as it was sealed
  hash text not null,
  position integer not null,
  content text not null,
  received_at timestamptz not null,
  primary key (peer, hash, position)
);
alter table federation.message_part enable row level security;
alter table federation.message_part force row level security;
create policy reading on federation.message_part for select using (current_setting('app.reach', true) = 'node');
create policy writing on federation.message_part using (current_setting('app.reach', true) = 'node');
grant select, insert, delete on federation.message_part to amparo_app;
