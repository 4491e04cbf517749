-- Parts of transaction ids are found by their trigrams.
create virtual table payment_search using fts5 (
    search_text,
    content = 'payment', content_rowid = 'id', tokenize = 'trigram', detail = 'column', columnsize = 0
);

-- What is shorter than a trigram is found at the beginnings of words.
create virtual table payment_word using fts5 (
    search_text,
    content = 'payment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none', columnsize = 0
);

create trigger payment_search_insert after insert on payment when new.search_text is not null begin
    insert into payment_search (rowid, search_text) values (new.id, new.search_text);
    insert into payment_word (rowid, search_text) values (new.id, new.search_text);
end;

create trigger payment_search_delete after delete on payment when old.search_text is not null begin
    insert into payment_search (payment_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into payment_word (payment_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger payment_search_forget after update of search_text on payment
when old.search_text is not null and old.search_text is not new.search_text begin
    insert into payment_search (payment_search, rowid, search_text) values ('delete', old.id, old.search_text);
    insert into payment_word (payment_word, rowid, search_text) values ('delete', old.id, old.search_text);
end;

create trigger payment_search_learn after update of search_text on payment
when new.search_text is not null and old.search_text is not new.search_text begin
    insert into payment_search (rowid, search_text) values (new.id, new.search_text);
    insert into payment_word (rowid, search_text) values (new.id, new.search_text);
end;

-- The ledger is only ever added to. A line may be edited or taken out while it is pending; it then succeeds or is
-- declined; what a provider declined may still succeed; what was given back whole is marked so. Nothing else.
create trigger payment_append_only before update on payment
when not (
    (new.id, new.kind, new.created_at, new.created_by) = (old.id, old.kind, old.created_at, old.created_by)
    and (
        (old.status = 'pending' and new.status in ('pending', 'succeeded', 'declined'))
        or (old.status = 'declined' and new.status = 'succeeded' and old.provider not in ('desk', 'internal')
            and (new.contract_id, new.amount, new.method, new.provider)
                = (old.contract_id, old.amount, old.method, old.provider)
            and new.reverses_id is old.reverses_id)
        or (old.status = 'succeeded' and new.status = 'refunded'
            and (new.contract_id, new.amount, new.method, new.paid_at, new.provider)
                = (old.contract_id, old.amount, old.method, old.paid_at, old.provider)
            and new.transaction_id is old.transaction_id
            and new.description is old.description
            and new.reason is old.reason
            and new.reverses_id is old.reverses_id
            and new.period_number is old.period_number
            and new.period_start is old.period_start
            and new.period_end is old.period_end
            and new.run_id is old.run_id
            and new.request_key is old.request_key
            and new.search_text is old.search_text
            and new.created_by_id is old.created_by_id)
    )
)
begin
    select raise(abort, 'payment is append-only');
end;

create trigger payment_no_delete before delete on payment when old.status <> 'pending'
begin
    select raise(abort, 'payment is append-only');
end;

-- "insert or replace" deletes without asking the trigger above.
create trigger payment_no_replace before insert on payment
when exists (select 1 from payment where id = new.id)
begin
    select raise(abort, 'payment is append-only');
end;
