-- Lists and searches are looks too: one entry for all the children shown, and of a search what was asked for as a token
-- under the node's key. Entries of before keep their hashes: what is null is not part of a link.
alter table platform.access_log
  alter column child_id drop not null,
  add column shown text[],
  add column asked text,
  add constraint about_whom check ((child_id is null) = (shown is not null)),
  add constraint asked_of_list check (asked is null or shown is not null);
create index on platform.access_log using gin (shown) where asked is not null;
