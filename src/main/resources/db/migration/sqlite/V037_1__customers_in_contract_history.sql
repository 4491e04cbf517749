-- Lines had names so far. Whose they are follows from the next line, and of the last one from the contract; of the first
-- owner of several from the name, where only one customer has it who was there then. What stays unknown keeps its name.
create temporary table party as
select id, contract_id, happened_at, changes ->> '$.customer[0]' as was, changes ->> '$.customer[1]' as became,
    cast(null as bigint) as was_id, cast(null as bigint) as became_id
from contract_history
where changes like '%"customer":["%' or changes like '%"customer":[null,"%';

create index temp.party_contract on party (contract_id, id);

create temporary table party_name as
select full_name, id, created_at from customer where full_name in (select was from party)
union all
select full_name, id, null from customer_merge where full_name in (select was from party);

create index temp.party_name_name on party_name (full_name);

update party set became_id = (select customer_id from contract where contract.id = party.contract_id)
where not exists (select 1 from party later where later.contract_id = party.contract_id and later.id > party.id);

update party set was_id = (
    select case when count(*) = 1 then min(id) end
    from party_name
    where full_name = was and id <> coalesce(became_id, 0) and (created_at is null or created_at <= happened_at));

update party set became_id = (
    select was_id from party later where later.contract_id = party.contract_id and later.id > party.id order by later.id limit 1)
where became_id is null;

update contract_history
set former_customer_id = case when was is not null then coalesce(was_id, -1) end,
    changes = json_set(changes, '$.customer', json_array(coalesce(was_id, was), coalesce(became_id, became)))
from party
where party.id = contract_history.id;

drop table party;
drop table party_name;
