-- What the public filters and follows, and what the desk walks through in order.

alter table publications
  add column reference text generated always as (content #>> '{description,metadata,reference}') stored,
  add column effective_on text generated always as (content #>> '{description,metadata,effectiveOn}') stored;
create index publications_reference on publications (reference) where superseded_at is null;
-- From an act to those that repeal, replace, amend or correct it.
create index publications_relations on publications
  using gin ((content #> '{description,metadata,relations}') jsonb_path_ops) where superseded_at is null;

create index documents_waiting on documents (due_at, received_at, id) where state = 'awaiting-review';
