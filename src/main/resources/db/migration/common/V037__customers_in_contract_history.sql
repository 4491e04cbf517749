-- Lines of a contract's history tell of customers by their ids. Who reads them sees what these are called now, and no name
-- once nobody may know it any more.
-- Whose contract it was until then, on a line that tells of its going over to another customer; -1 where a line from before
-- has only a name that may be more than one person's.
alter table contract_history add column former_customer_id bigint;

create index contract_history_former on contract_history (former_customer_id) where former_customer_id is not null;
