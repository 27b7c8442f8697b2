-- The intake register asks of every delivery how often it came again, and lists the declined ones apart.
create index intake_repeats_intake on intake_repeats (intake_id);
create index intakes_declined on intakes (received_at desc) where register_number is null;
