-- What doors still have to send, and what they sent: statuses for the axis, answers to mails. One table for all doors that
-- plan first and send afterwards; each thing once for each message.
create table outgoing (
  id bigint generated always as identity primary key,
  channel text not null,
  -- The message it answers, by the channel's own id.
  external_id text not null,
  -- Tells apart what is said of one message: the status code, or the kind of an answer and its file.
  key text not null,
  -- Whom a mail goes to, and its Message-ID, by which a reply finds back; null on the axis.
  address text,
  message_id text,
  -- As planned, sent again byte for byte after a failure.
  planned jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'refused')),
  -- Until then it belongs to the process that took it; a process that died lets go by itself.
  held_until timestamptz,
  settled_at timestamptz,
  -- The other side's id of what was sent, or why it was refused.
  outcome text,
  unique (channel, external_id, key)
);
insert into outgoing (channel, external_id, key, planned, state, held_until, settled_at, outcome)
  select 'axis', doc_id, code, planned, state, held_until, settled_at, outcome from axis_statuses order by id;
insert into outgoing (channel, external_id, key, address, message_id, planned, state, held_until, settled_at, outcome)
  select 'mailbox', external_id, key, address, message_id, planned, state, held_until, settled_at, outcome
  from mail_answers order by id;
drop table axis_statuses;
drop table mail_answers;

create index outgoing_waiting on outgoing (channel, id) where state = 'waiting';
create index outgoing_refused on outgoing (id) where state = 'refused';
create index outgoing_sent on outgoing (address, settled_at) where state = 'sent';
create index outgoing_message_id on outgoing (message_id) where message_id is not null;
