-- Contracts are found by their customers' names as customers are: by the words that have the fragment.
create function search_words(text) returns varchar[] language sql immutable strict as $$
    select array(
        select distinct left(word, 600) from unnest(string_to_array($1, ' ')) as word
        where octet_length(word) > char_length(word)
        order by 1)
$$;

-- Without bitmaps a whole word isn't looked for by its trigrams, which takes twenty times as long as by its own index.
create function search_word_ids(words varchar[]) returns integer[] language sql stable strict
set enable_bitmapscan = off as $$
    select array(select id from search_word where word = any (words))
$$;

create function add_search_words(words varchar[]) returns integer[] language plpgsql strict
set enable_bitmapscan = off as $$
begin
    insert into search_word (word)
    select word from unnest(words) as one (word)
    where not exists (select from search_word where search_word.word = one.word)
    order by word
    on conflict do nothing;
    return search_word_ids(words);
end
$$;

create or replace function note_customer_search_words() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.search_text = new.search_text then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        delete from customer_search_word
        where customer_id = old.id and word_id = any (search_word_ids(search_words(old.search_text)));
    end if;
    if tg_op <> 'DELETE' then
        insert into customer_search_word (word_id, customer_id)
        select word_id, new.id from unnest(add_search_words(search_words(new.search_text))) as word_id;
    end if;
    return null;
end
$$;

create table contract_text_search_word (
    word_id          integer not null,
    contract_text_id bigint  not null
);

insert into search_word (word)
select distinct word from contract_text, unnest(search_words(search_text)) as one (word)
where not exists (select from search_word where search_word.word = one.word);

insert into contract_text_search_word (word_id, contract_text_id)
select search_word.id, contract_id
from contract_text, unnest(search_words(search_text)) as one (word), search_word
where search_word.word = one.word;

alter table contract_text_search_word add primary key (word_id, contract_text_id);

analyze search_word, contract_text_search_word;

create function note_contract_text_search_words() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.search_text = new.search_text then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        delete from contract_text_search_word
        where contract_text_id = old.contract_id and word_id = any (search_word_ids(search_words(old.search_text)));
    end if;
    if tg_op <> 'DELETE' then
        insert into contract_text_search_word (word_id, contract_text_id)
        select word_id, new.contract_id from unnest(add_search_words(search_words(new.search_text))) as word_id;
    end if;
    return null;
end
$$;

create trigger contract_text_search_words after insert or delete or update of search_text on contract_text
for each row execute function note_contract_text_search_words();
