-- Fragments are found by their trigrams.
create virtual table ticket_search using fts5 (
    search_text,
    content = 'ticket', content_rowid = 'id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table ticket_word using fts5 (
    search_text,
    content = 'ticket', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger ticket_search_insert after insert on ticket begin
    insert into ticket_search (rowid, search_text) values (new.id, new.search_text);
    insert into ticket_word (rowid, search_text) values (new.id, new.search_text);
end;

create trigger ticket_search_delete after delete on ticket begin
    insert into ticket_search (ticket_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into ticket_word (ticket_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger ticket_search_update after update of search_text on ticket begin
    insert into ticket_search (ticket_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into ticket_search (rowid, search_text) values (new.id, new.search_text);
    insert into ticket_word (ticket_word, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into ticket_word (rowid, search_text) values (new.id, new.search_text);
end;
