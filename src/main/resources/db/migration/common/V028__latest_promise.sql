-- The last promise of each contract, kept or not, so that a contract's card finds it as it finds its card or its tariff.
alter table promised_payment add column is_latest boolean not null default false;
update promised_payment set is_latest = true where id in (select max(id) from promised_payment group by contract_id);
create unique index promised_payment_latest on promised_payment (contract_id) where is_latest;
