-- What the doors remember between restarts, and what senders are still to be told.

-- Statuses for the inter-agency axis (QĐ 28/2018): each code once for each message.
create table axis_statuses (
  id bigint generated always as identity primary key,
  doc_id text not null,
  code text not null,
  -- The status as planned, sent again byte for byte after a failure.
  planned jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'refused')),
  -- Until then it belongs to the process that took it; a process that died lets go by itself.
  held_until timestamptz,
  settled_at timestamptz,
  -- The axis's id of what was sent, or why it was refused.
  outcome text,
  unique (doc_id, code)
);
create index axis_statuses_waiting on axis_statuses (id) where state = 'waiting';

-- The last day up to which everything a list named was taken.
create table axis_progress (
  list text primary key,
  complete_until date not null
);

-- The outbox of acknowledgements: written in the transaction of the event itself, delivered afterwards.
create table acknowledgements (
  id bigint generated always as identity primary key,
  intake_id uuid not null references intakes,
  event jsonb not null,
  -- One of each kind for each document of an intake.
  event_key text not null,
  planned_at timestamptz not null,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  failures int not null default 0,
  last_error text,
  unique (intake_id, event_key)
);
create index acknowledgements_due on acknowledgements (next_attempt_at) where next_attempt_at is not null;

-- The mailbox: how far each folder was looked at, and how often a mail was begun.
create table mailbox_marks (
  folder text primary key,
  uid_validity text not null,
  uid bigint not null
);

create table mailbox_tries (
  key text primary key,
  tries int not null,
  last_at timestamptz not null
);

-- Answers to senders of mails: each kind once for each mail.
create table mail_answers (
  id bigint generated always as identity primary key,
  external_id text not null,
  kind text not null,
  address text not null,
  -- The answer as planned, sent again with the same Message-ID after a failure.
  planned jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'refused')),
  held_until timestamptz,
  settled_at timestamptz,
  outcome text,
  unique (external_id, kind)
);
create index mail_answers_waiting on mail_answers (id) where state = 'waiting';
create index mail_answers_sent on mail_answers (address, settled_at) where state = 'sent';
