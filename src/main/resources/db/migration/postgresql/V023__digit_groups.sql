-- Numbers are found by their groups of five digits. Any three digits are in some per cent of all numbers, so that trigrams
-- have to be compared by the ten thousands; five are in a few hundred of a million, and what has two groups is mostly found.
create function digit_groups(text) returns integer[] language plpgsql immutable strict cost 100 as $$
declare
    run   text;
    found integer[];
begin
    foreach run in array regexp_split_to_array($1, '[^0-9]+') loop
        for place in 1 .. length(run) - 4 loop
            found := found || substr(run, place, 5)::integer;
        end loop;
    end loop;
    return found;
end
$$;

-- Of the columns that have a trigram index: see TextSearch.contains.
create index customer_digits on customer
    using gin (digit_groups(search_text), digit_groups(document_key), digit_groups(address_key));
create index contract_text_digits on contract_text using gin (digit_groups(search_text));
create index sim_digits on sim using gin (digit_groups(search_text));
create index ticket_digits on ticket using gin (digit_groups(search_text));
create index payment_digits on payment using gin (digit_groups(search_text)) where search_text is not null;

analyze customer, contract_text, sim, ticket, payment;
