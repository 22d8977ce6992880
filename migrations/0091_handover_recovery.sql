-- Since when the node stands as it does, and since when each peer's answer counts: shown while a restored node recovers.
alter table handover.node_state add column since timestamptz;
alter table handover.peer_state add column changed_at timestamptz;
