-- Intakes, documents, publications, the journal, accounts and gazette issues.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

create table intakes (
  id uuid primary key default uuidv7(),
  channel text not null,
  external_id text not null,
  -- Null for a declined delivery: it takes no number of the intake register.
  register_year int,
  register_number int,
  sender jsonb not null,
  received_at timestamptz not null,
  raw_sha256 text,
  raw_bytes bigint not null,
  envelope jsonb,
  kind text not null check (kind in ('documents', 'question', 'declined')),
  question text,
  declined jsonb,
  channel_data jsonb not null default '{}',
  -- A second delivery of the same thing is recorded as a repeat, never processed twice.
  unique (channel, external_id),
  -- The running number of the intake register starts at 1 each year (Nghị định 30/2020, Điều 22).
  unique (register_year, register_number)
);
create index intakes_received on intakes (received_at desc);

create table intake_repeats (
  id bigint generated always as identity primary key,
  intake_id uuid not null references intakes,
  repeated_at timestamptz not null,
  sender jsonb not null,
  file_names jsonb not null
);

create table documents (
  id uuid primary key default uuidv7(),
  state text not null,
  sha256 text not null unique,
  bytes bigint not null,
  file_name text not null,
  channel text not null,
  envelope jsonb,
  received_at timestamptz not null,
  reason jsonb,
  inspection jsonb,
  reading jsonb,
  signature jsonb,
  description jsonb,
  deadline jsonb,
  slug text unique,
  -- Tries of the stage at hand that were begun, and those that ended in an error. They differ when the process was killed.
  attempts int not null default 0,
  failures int not null default 0,
  -- When a stage is due to run; null while the document rests.
  next_attempt_at timestamptz,
  due_at timestamptz,
  reference text,
  document_type text,
  issuer text,
  issued_on date,
  summary text,
  updated_at timestamptz not null default now()
);
create index documents_due on documents (attempts, next_attempt_at) where next_attempt_at is not null;
create index documents_state on documents (state, received_at desc);
create index documents_identity on documents (reference, issued_on);

create table intake_parts (
  intake_id uuid not null references intakes,
  position int not null,
  file_name text not null,
  declared_type text,
  sha256 text not null,
  bytes bigint not null,
  document_id uuid not null references documents,
  primary key (intake_id, position)
);
create index intake_parts_document on intake_parts (document_id);

-- What clerks corrected, with what had been read: the record of a decision, and material to read better.
create table corrections (
  id bigint generated always as identity primary key,
  document_id uuid not null references documents,
  field text not null,
  before jsonb,
  after jsonb,
  evidence jsonb,
  corrected_by text not null,
  corrected_at timestamptz not null
);
create index corrections_document on corrections (document_id);

create table publications (
  document_id uuid not null references documents,
  version int not null,
  slug text not null,
  published_at timestamptz not null,
  -- When the first version went out; the same in every later one.
  first_published_at timestamptz not null,
  -- Set when a newer version takes its place; null for the one the public sees.
  superseded_at timestamptz,
  content jsonb not null,
  document_type text generated always as (content #>> '{description,metadata,documentType}') stored,
  issuer text generated always as (content #>> '{description,metadata,issuer}') stored,
  -- ISO 8601 text: sorts and compares like the date it is.
  issued_on text generated always as (content #>> '{description,metadata,issuedOn}') stored,
  search_text text not null,
  search tsvector generated always as (to_tsvector('simple', search_text)) stored,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  primary key (document_id, version)
);
create index publications_slug on publications (slug, version desc);
create index publications_recent on publications (first_published_at desc, document_id desc) where superseded_at is null;
create index publications_search on publications using gin (search);

-- Append-only and hash-chained: each row's hash covers the row before it.
create table journal (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details jsonb not null,
  previous_hash text not null,
  hash text not null unique
);
create index journal_subject on journal (subject_kind, subject_id, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end
$$;
create trigger journal_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();

create table accounts (
  id uuid primary key default uuidv7(),
  username text not null unique,
  full_name text not null,
  role text not null check (role in ('clerk', 'editor', 'operator')),
  password_hash text not null,
  must_change_password boolean not null,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table sessions (
  token_hash text primary key,
  account_id uuid not null references accounts,
  csrf_token text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table gazette_issues (
  id uuid primary key default uuidv7(),
  year int not null,
  number int not null,
  dated date not null,
  state text not null check (state in ('composed', 'signed', 'published')),
  pdf_sha256 text not null,
  signed_sha256 text,
  composed_at timestamptz not null,
  published_at timestamptz,
  unique (year, number)
);

create table gazette_entries (
  issue_id uuid not null references gazette_issues on delete cascade,
  position int not null,
  document_id uuid not null,
  publication_version int not null,
  first_page int not null,
  last_page int not null,
  primary key (issue_id, position),
  -- An act is printed once.
  unique (document_id, publication_version),
  foreign key (document_id, publication_version) references publications (document_id, version)
);
