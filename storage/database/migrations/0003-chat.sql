-- Chat doors (Zalo, Facebook): webhook bodies, conversations, answers, tokens.

-- Every body a webhook acknowledged. Kept here and not in the object store: it holds personal data, which a person may
-- demand to be deleted, and objects are never altered.
create table chat_inbox (
  id bigint generated always as identity primary key,
  channel text not null,
  -- Of the raw body: the same bytes again are a repeat.
  sha256 text not null,
  -- As received; null once its personal data had to go.
  body bytea,
  received_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'stuck')),
  attempts int not null default 0,
  -- When it is due; while somebody works on it, when their hold lapses.
  next_attempt_at timestamptz,
  -- What was in it: names of events.
  events text[],
  gave_intake boolean not null default false,
  last_error text,
  repeats int not null default 0,
  repeated_at timestamptz,
  unique (channel, sha256)
);
create index chat_inbox_due on chat_inbox (channel, next_attempt_at) where state = 'waiting';
create index chat_inbox_notes on chat_inbox (channel, received_at) where state = 'done' and not gave_intake;

-- A conversation: one person with one account of ours.
create table chat_threads (
  id uuid primary key default uuidv7(),
  channel text not null,
  account_id text not null,
  -- Null once the person's data was deleted; whoever writes again starts a new conversation.
  person_id text,
  app_person_id text,
  conversation_id text,
  started_at timestamptz not null,
  last_act_at timestamptz,
  erased_at timestamptz,
  unique (channel, account_id, person_id)
);

-- What the person wrote, and what our account said outside of this program.
create table chat_messages (
  id bigint generated always as identity primary key,
  thread_id uuid not null references chat_threads,
  direction text not null check (direction in ('in', 'out')),
  external_id text not null,
  intake_id uuid references intakes,
  sent_at timestamptz not null,
  text text not null,
  attachments jsonb not null,
  unique (thread_id, external_id)
);
create index chat_messages_intake on chat_messages (intake_id);

-- What we say: written first, sent afterwards, in pieces of a length the platform takes.
create table chat_replies (
  id bigint generated always as identity primary key,
  channel text not null,
  thread_id uuid not null references chat_threads,
  external_id text not null,
  key text not null,
  part int not null,
  kind text not null check (kind in ('first', 'result')),
  text text not null,
  planned_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'unsent')),
  attempts int not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  -- Why it was not sent: connectors/chat/reasons.ts.
  unsent_code text,
  settled_at timestamptz,
  platform_id text,
  unique (thread_id, external_id, key, part)
);
create index chat_replies_due on chat_replies (channel, next_attempt_at) where state = 'waiting';
create index chat_replies_thread on chat_replies (thread_id, id);
create index chat_replies_platform on chat_replies (channel, platform_id) where platform_id is not null;

create table zalo_tokens (
  app_id text primary key,
  -- Of the refresh token in the settings that this row began with: another one there starts anew.
  seed_sha256 text not null,
  access_token text,
  access_expires_at timestamptz,
  refresh_token text not null,
  lost jsonb
);
