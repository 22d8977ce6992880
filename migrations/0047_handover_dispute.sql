-- Two blocks that one node signed for the same child at the same place of her chain, to two successors (custody/1 section 10).
-- Identifiers and signed texts without a word about her. While it is not settled nobody hands her over.
create table handover.dispute (
  child_id text not null,
  epoch integer not null check (epoch > 0),
  signer text not null,
  first jsonb not null,
  second jsonb not null,
  found_at timestamptz not null,
  -- the peer that told of it; null where this node found it by itself
  told_by text,
  settled_at timestamptz,
  primary key (child_id, epoch)
);
create index on handover.dispute (child_id) where settled_at is null;
alter table handover.dispute enable row level security;
alter table handover.dispute force row level security;
create policy reading on handover.dispute for select using (current_setting('app.reach', true) in ('team', 'agency', 'node'));
create policy writing on handover.dispute using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node');
grant select, insert, update on handover.dispute to amparo_app;
