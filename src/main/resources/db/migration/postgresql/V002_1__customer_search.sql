-- Fragments of names, phones, documents and addresses are found by their trigrams.
create extension if not exists pg_trgm;

create index customer_search on customer using gin (
    search_text gin_trgm_ops,
    document_key gin_trgm_ops,
    address_key gin_trgm_ops
) with (fastupdate = on);
