-- Fragments are found by their trigrams.
create virtual table sim_search using fts5 (
    search_text,
    content = 'sim', content_rowid = 'id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table sim_word using fts5 (
    search_text,
    content = 'sim', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger sim_search_insert after insert on sim begin
    insert into sim_search (rowid, search_text) values (new.id, new.search_text);
    insert into sim_word (rowid, search_text) values (new.id, new.search_text);
end;

create trigger sim_search_delete after delete on sim begin
    insert into sim_search (sim_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into sim_word (sim_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger sim_search_update after update of search_text on sim begin
    insert into sim_search (sim_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into sim_search (rowid, search_text) values (new.id, new.search_text);
    insert into sim_word (sim_word, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into sim_word (rowid, search_text) values (new.id, new.search_text);
end;
