drop index contract_search;

-- Fragments of numbers and names are found by their trigrams.
create index contract_text_search on contract_text using gin (search_text gin_trgm_ops) with (fastupdate = on);

analyze contract_text;
