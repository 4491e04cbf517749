-- Fragments are found by their trigrams.
create virtual table contract_search using fts5 (
    search_text,
    content = 'contract', content_rowid = 'id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table contract_word using fts5 (
    search_text,
    content = 'contract', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger contract_search_insert after insert on contract begin
    insert into contract_search (rowid, search_text) values (new.id, new.search_text);
    insert into contract_word (rowid, search_text) values (new.id, new.search_text);
end;

create trigger contract_search_delete after delete on contract begin
    insert into contract_search (contract_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into contract_word (contract_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger contract_search_update after update of search_text on contract begin
    insert into contract_search (contract_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into contract_search (rowid, search_text) values (new.id, new.search_text);
    insert into contract_word (contract_word, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into contract_word (rowid, search_text) values (new.id, new.search_text);
end;
