-- Invitations into the network: one-time, expiring. Of the secret only its hash stays.
create table governance.invitation (
  invitation_id uuid primary key,
  secret_hash text not null unique,
  note text not null,
  made_by text not null,
  made_label text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- the card with which the invited node answered
  answer_card text,
  answered_at timestamptz,
  ended text check (ended in ('confirmed', 'withdrawn')),
  ended_at timestamptz
);
grant select, insert, update on governance.invitation to amparo_app;
