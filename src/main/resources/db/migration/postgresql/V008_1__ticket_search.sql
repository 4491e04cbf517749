-- Fragments of subjects, names and numbers are found by their trigrams.
create index ticket_search on ticket using gin (search_text gin_trgm_ops) with (fastupdate = on);
