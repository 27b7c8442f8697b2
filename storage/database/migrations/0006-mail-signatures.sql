-- What became of the S/MIME signature of a mail: judged on the raw message, kept with the intake.
create table mail_signatures (
  intake_id uuid primary key references intakes,
  report jsonb not null,
  judged_at timestamptz not null
);
create index intakes_signed_mail on intakes (received_at)
  where channel = 'mailbox' and channel_data ->> 'signed' = 'true';
