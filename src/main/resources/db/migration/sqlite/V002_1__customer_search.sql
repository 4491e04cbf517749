-- Fragments of names, phones, documents and addresses are found by their trigrams.
create virtual table customer_search using fts5 (
    search_text, document_key, address_key,
    content = 'customer', content_rowid = 'id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table customer_word using fts5 (
    search_text,
    content = 'customer', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger customer_search_insert after insert on customer begin
    insert into customer_search (rowid, search_text, document_key, address_key)
    values (new.id, new.search_text, new.document_key, new.address_key);
    insert into customer_word (rowid, search_text) values (new.id, new.search_text);
end;

create trigger customer_search_delete after delete on customer begin
    insert into customer_search (customer_search, rowid, search_text, document_key, address_key)
    values ('delete', old.id, old.search_text, old.document_key, old.address_key);
    insert into customer_word (customer_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger customer_search_update after update of search_text, document_key, address_key on customer begin
    insert into customer_search (customer_search, rowid, search_text, document_key, address_key)
    values ('delete', old.id, old.search_text, old.document_key, old.address_key);
    insert into customer_search (rowid, search_text, document_key, address_key)
    values (new.id, new.search_text, new.document_key, new.address_key);
    insert into customer_word (customer_word, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into customer_word (rowid, search_text) values (new.id, new.search_text);
end;
