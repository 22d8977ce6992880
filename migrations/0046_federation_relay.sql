-- Parcels that this node keeps for a peer that nobody can reach, until it fetches them. Sealed to it: what stands here beside is all that a
-- relay ever learns of one. Who left it is not kept.
create table federation.relay_parcel (
  addressee text not null,
  name text not null check (name ~ '^[A-Za-z0-9_-]{43}$'),
  sealed text not null,
  size integer not null,
  received_at timestamptz not null,
  primary key (addressee, name)
);
create index on federation.relay_parcel (received_at);
alter table federation.relay_parcel enable row level security;
alter table federation.relay_parcel force row level security;
create policy reading on federation.relay_parcel for select using (current_setting('app.reach', true) = 'node');
create policy writing on federation.relay_parcel using (current_setting('app.reach', true) = 'node');
grant select, insert, delete on federation.relay_parcel to amparo_app;
