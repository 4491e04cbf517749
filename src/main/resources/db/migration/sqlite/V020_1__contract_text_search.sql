drop trigger contract_search_insert;
drop trigger contract_search_delete;
drop trigger contract_search_update;
drop table contract_search;
drop table contract_word;

-- Fragments are found by their trigrams.
create virtual table contract_text_search using fts5 (
    search_text,
    content = 'contract_text', content_rowid = 'contract_id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table contract_text_word using fts5 (
    search_text,
    content = 'contract_text', content_rowid = 'contract_id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger contract_text_search_insert after insert on contract_text begin
    insert into contract_text_search (rowid, search_text) values (new.contract_id, new.search_text);
    insert into contract_text_word (rowid, search_text) values (new.contract_id, new.search_text);
end;

create trigger contract_text_search_delete after delete on contract_text begin
    insert into contract_text_search (contract_text_search, rowid, search_text) values ('delete', old.contract_id, old.search_text);
    insert into contract_text_word (contract_text_word, rowid, search_text) values ('delete', old.contract_id, old.search_text);
end;

create trigger contract_text_search_update after update of search_text on contract_text begin
    insert into contract_text_search (contract_text_search, rowid, search_text) values ('delete', old.contract_id, old.search_text);
    insert into contract_text_search (rowid, search_text) values (new.contract_id, new.search_text);
    insert into contract_text_word (contract_text_word, rowid, search_text) values ('delete', old.contract_id, old.search_text);
    insert into contract_text_word (rowid, search_text) values (new.contract_id, new.search_text);
end;

insert into contract_text_search (contract_text_search) values ('rebuild');
insert into contract_text_word (contract_text_word) values ('rebuild');
