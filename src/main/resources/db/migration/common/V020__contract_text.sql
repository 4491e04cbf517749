-- What contracts are found by, beside them: each payment writes its contract anew, and with it every index of the row, of
-- which that of the trigrams costs more than all others together.
create table contract_text (
    contract_id bigint       not null primary key references contract (id),
    -- the number, the customer's name and phone, the line's number
    search_text varchar(800) ${binary} not null
);

insert into contract_text (contract_id, search_text) select id, search_text from contract order by id;
