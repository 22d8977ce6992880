-- Where the two chains of a peer stood, signed by its audit key and deposited here hour by hour: whoever cuts off their
-- ends and writes the heads anew is found out. Says nothing about any child. Nothing is ever taken away.
create table federation.deposited_head (
  peer text not null,
  incarnation integer not null,
  operation_sequence bigint not null,
  access_sequence bigint not null,
  head text not null,
  received_at timestamptz not null,
  primary key (peer, incarnation, operation_sequence, access_sequence)
);
create trigger append_only before update or delete on federation.deposited_head for each row execute function platform.refuse_change();
grant select, insert on federation.deposited_head to amparo_app;

-- When our heads were last given to a peer, and since when, in which incarnation of ours, what it holds is not what stands here.
alter table federation.link add column heads_given_at timestamptz, add column heads_differ_since timestamptz, add column heads_differ_incarnation integer;
