-- Fragments of numbers and names are found by their trigrams.
create index contract_search on contract using gin (search_text gin_trgm_ops) with (fastupdate = on);
