create schema proof;
grant usage on schema proof to amparo_app;

-- Exports that an auditor is to get: one person asks, another releases or refuses. Says nothing about a child.
create table proof.audit_export (
  export_id uuid primary key,
  period_from timestamptz not null,
  period_until timestamptz not null check (period_until > period_from),
  reason text not null,
  status text not null check (status in ('asked', 'released', 'refused')),
  requested_by text not null,
  requested_label text not null,
  requested_at timestamptz not null,
  answered_by text,
  answered_label text,
  answered_at timestamptz,
  check (status = 'asked' or answered_by <> requested_by)
);
grant select, insert, update on proof.audit_export to amparo_app;
