-- Tries that the reader ended by breaking, apart from those that ended because the whole program was killed.
alter table scanner_drops add column failures int not null default 0;
