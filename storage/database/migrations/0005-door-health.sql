create index acknowledgements_given_up on acknowledgements (id)
  where delivered_at is null and next_attempt_at is null;

-- How each door fares, for every process to see.
create table door_health (
  channel text primary key,
  -- When a server last began to watch this door.
  watched_since timestamptz not null,
  last_success_at timestamptz,
  last_error_at timestamptz,
  last_error text,
  backlog int not null default 0
);
