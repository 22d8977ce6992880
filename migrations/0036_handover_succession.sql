-- A node that is lost for ever: who asked what of its children, what each agency knows, and who was appointed to follow.
alter table handover.outgoing drop constraint outgoing_mode_check, add constraint outgoing_mode_check check (mode in ('push', 'pull', 'forced', 'succession'));
alter table handover.incoming drop constraint incoming_mode_check, add constraint incoming_mode_check check (mode in ('push', 'pull', 'forced', 'succession'));

-- One inquiry about a lost node: the first root that asks is answered, and no other, so that two can never appoint two successors.
create table handover.lost_inquiry (
  lost text primary key,
  root text not null,
  since timestamptz not null
);
-- At the root: whom it asked, and which parts of the answer have come.
create table handover.lost_answer (
  lost text not null,
  peer text not null,
  asked_at timestamptz not null,
  parts integer,
  received integer[] not null default '{}',
  hidden integer not null default 0,
  answered_at timestamptz,
  primary key (lost, peer)
);
-- At the root: who knows of which child, in which epoch. `moved`: she was with the lost node and is not any more, where is not said.
create table handover.lost_child (
  lost text not null,
  child_id text not null,
  peer text not null,
  epoch integer not null,
  copy text not null check (copy in ('file', 'sealed', 'none', 'moved')),
  primary key (lost, child_id, peer)
);
-- At everyone who was told: who follows the lost node for which child.
create table handover.succession (
  handover_id uuid not null,
  child_id text not null,
  lost text not null,
  root text not null,
  successor text not null,
  block_hash text not null,
  at timestamptz not null,
  primary key (handover_id, child_id)
);
create index on handover.succession (child_id);

do $$
declare name text;
begin
  foreach name in array array['lost_inquiry', 'lost_answer', 'lost_child', 'succession'] loop
    execute format('alter table handover.%I enable row level security', name);
    execute format('alter table handover.%I force row level security', name);
    execute format($p$create policy reading on handover.%I for select using (current_setting('app.reach', true) in ('agency', 'node'))$p$, name);
    execute format($p$create policy writing on handover.%I using (current_setting('app.reach', true) = 'node') with check (current_setting('app.reach', true) = 'node')$p$, name);
    execute format('grant select, insert, update, delete on handover.%I to amparo_app', name);
  end loop;
end $$;
