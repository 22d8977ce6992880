-- What a peer said in the last file that was carried here: until when it knows what is offered to it, and which files it still lacks.
create table federation.carried (
  peer text primary key,
  taken_at timestamptz not null,
  wanted text[] not null
);
alter table federation.carried enable row level security;
alter table federation.carried force row level security;
create policy reading on federation.carried for select using (current_setting('app.reach', true) = 'node');
create policy writing on federation.carried using (current_setting('app.reach', true) = 'node');
grant select, insert, update on federation.carried to amparo_app;
