-- Questions of citizens (QĐ 40/2024 Điều 9.6): one for each intake of kind `question` but for later letters of the same
-- exchange, which follow the first.
create table questions (
  intake_id uuid primary key references intakes,
  state text not null check (state in ('open', 'answered', 'out-of-scope', 'complaint')),
  -- Counted from receipt, day by day.
  deadline jsonb not null,
  -- Until when something must be told: the legal limit, or the one stated to the asker since.
  due_at timestamptz not null,
  -- Who was asked to prepare the answer.
  handed_to text,
  -- When the asker first heard more than the intake number.
  first_told_at timestamptz,
  settled_at timestamptz
);
create index questions_open on questions (due_at) where state = 'open';

create table question_follow_ups (
  intake_id uuid primary key references intakes,
  question_id uuid not null references questions
);
create index question_follow_ups_question on question_follow_ups (question_id);

-- What the asker was told, letter by letter.
create table question_letters (
  id bigint generated always as identity primary key,
  question_id uuid not null references questions,
  -- The message it answers: the asker's last.
  intake_id uuid not null references intakes,
  kind text not null check (kind in ('answer', 'progress', 'handed-over', 'out-of-scope', 'complaint')),
  text text not null,
  -- The limit it states.
  limit_on date,
  written_by text not null,
  written_at timestamptz not null
);
create index question_letters_question on question_letters (question_id);

-- What of it the public sees: worded anew by an editor, without personal data.
create table question_publications (
  id bigint generated always as identity primary key,
  question_id uuid not null unique references questions,
  title text not null,
  question text not null,
  answer text not null,
  published_by text not null,
  published_at timestamptz not null,
  withdrawn_at timestamptz
);
