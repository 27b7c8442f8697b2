-- Intakes of one conversation: follow-ups of an open question, and a demand for deletion, look for them.
create index intakes_thread on intakes ((channel_data ->> 'threadId'));
