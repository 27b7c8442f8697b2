-- Answers to a mail are told apart by what they are about: two files of one mail are two answers.
alter table mail_answers rename column kind to key;
-- By its Message-ID a reply finds back to the mail that was answered.
alter table mail_answers add column message_id text not null default '';
alter table mail_answers alter column message_id drop default;
create index mail_answers_message_id on mail_answers (message_id);

-- The document an acknowledgement is about; null where it is about the delivery.
alter table acknowledgements add column document_id uuid references documents;
