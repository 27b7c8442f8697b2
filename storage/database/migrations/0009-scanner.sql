-- The scanner's folder: each file found whole, and how far it has come. A drop lies in the folder until it is moved, and
-- waits for the office to open until it is registered (Quyết định 40/2024, Điều 8.2).
create table scanner_drops (
  id bigint generated always as identity primary key,
  scanner text,
  file_name text not null,
  bytes bigint not null,
  modified_ms bigint not null,
  -- Null where the file was too large to keep.
  raw_sha256 text,
  first_seen_at timestamptz not null,
  tries int not null default 0,
  -- The documents in it, their bytes stored, or why there are none; null until it was looked at.
  judgement jsonb,
  moved_at timestamptz,
  -- Where it lies now, below the watched folder; null where it had gone by itself.
  moved_to text,
  registered_at timestamptz
);
create unique index scanner_drops_lying on scanner_drops (coalesce(scanner, ''), file_name, bytes, modified_ms)
  where moved_at is null;
create index scanner_drops_waiting on scanner_drops (id) where registered_at is null;
