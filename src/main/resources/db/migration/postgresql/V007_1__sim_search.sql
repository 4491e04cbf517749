-- Fragments of ICCIDs and numbers are found by their trigrams.
create index sim_search on sim using gin (search_text gin_trgm_ops) with (fastupdate = on);
