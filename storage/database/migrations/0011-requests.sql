-- What senders ask about something they sent earlier (thu hồi, lấy lại, cập nhật, thay thế), until an editor answers.
create table sender_requests (
  intake_id uuid primary key references intakes,
  kind text not null check (kind in ('take-back', 'update', 'replace')),
  reason text,
  -- The earlier deliveries, each by the id its sender gave it.
  about jsonb not null,
  state text not null default 'open' check (state in ('open', 'agreed', 'refused')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text
);
create index sender_requests_open on sender_requests (intake_id) where state = 'open';
-- The id a sender gave a message: requests name it.
create index intakes_sender_document on intakes ((channel_data ->> 'documentId'));
