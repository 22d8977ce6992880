-- Keys of a peer that its root has revoked, by key id: since when, the last message to us that was still its own, what had come after.
alter table governance.peer add column revoked jsonb not null default '{}';
alter table governance.trust_entry drop constraint trust_entry_change_check;
alter table governance.trust_entry add constraint trust_entry_change_check
  check (change in ('added', 'card_changed', 'key_revoked', 'active', 'suspended', 'decommissioned'));

-- Keys of this node that somebody else may have: each peer is told by a word of the root.
create table governance.own_revocation (
  kid text primary key,
  since timestamptz not null,
  reason text not null,
  -- by peer: the last message to it that is known to be ours
  last_good jsonb not null,
  revoked_at timestamptz not null
);
grant select, insert on governance.own_revocation to amparo_app;

-- When the last message came that was sealed to a key which has a successor: a key that is still needed is not forgotten.
create table federation.late_key_use (
  kid text primary key,
  last_received_at timestamptz not null
);
grant select, insert, update on federation.late_key_use to amparo_app;
