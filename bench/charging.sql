-- What a charge run does, as the best statements we know, over everything at once and in one transaction: fees, balances,
-- periods; blocks for debt with contracts, SIM cards, histories, customers and the kept counts. bench/charging.sh runs it.
begin;

create temp table due on commit drop as
select c.id, c.customer_id, t.id as tariff_id, t.name, t.fee, s.period_number + 1 as number, s.paid_until as start,
       case t.period
           when 'daily' then s.paid_until + 1
           else (c.anchor_on + make_interval(months =>
               (extract(year from s.paid_until)::int - extract(year from c.anchor_on)::int) * 12
               + extract(month from s.paid_until)::int - extract(month from c.anchor_on)::int + 1))::date
       end as stop,
       c.balance - t.fee as balance, c.balance - t.fee < -c.credit_limit as debt
from contract c
join subscription s on s.contract_id = c.id
join tariff t on t.id = c.tariff_id
where c.status = 'active' and s.paid_until <= (now() at time zone 'Europe/Moscow')::date;

create temp table debtor on commit drop as
select d.id, d.customer_id, d.tariff_id, m.id as sim_id from due d left join sim m on m.contract_id = d.id where d.debt;

insert into payment (contract_id, kind, amount, status, method, paid_at, provider, description, period_number,
                     period_start, period_end, run_id, created_at, created_by)
select id, 'charge', -fee, 'succeeded', 'internal', now(), 'internal', name, number, start, stop, 0, now(), 'best'
from due where fee > 0 order by id;

update contract c
set balance = d.balance,
    status = case when d.debt then 'suspended' else c.status end,
    updated_at = case when d.debt then now() else c.updated_at end,
    version = c.version + d.debt::int
from due d where c.id = d.id;

update subscription s
set period_number = d.number, period_start = d.start, paid_until = d.stop, fee = d.fee, tariff_id = d.tariff_id
from due d where s.contract_id = d.id;

insert into contract_block (contract_id, reason, since_at, set_by) select id, 'debt', now(), 'best' from debtor;
insert into contract_history (contract_id, happened_at, actor, event, status_from, status_to, changes)
select id, now(), 'best', 'blocked', 'active', 'suspended', '{"block":[null,"debt"]}' from debtor;
update sim set status = 'blocked', updated_at = now(), version = version + 1 from debtor d where sim.id = d.sim_id;
insert into sim_history (sim_id, happened_at, actor, event, status_from, status_to, contract_from, contract_to, reason)
select sim_id, now(), 'best', 'blocked', 'active', 'blocked', id, id, 'debt' from debtor where sim_id is not null;
update customer c set status = 'blocked'
where c.id in (select customer_id from debtor)
    and not exists (select from contract where customer_id = c.id and status = 'active');

insert into contract_count (status, tariff_id, amount)
select s, tariff_id, sum(n) from (select 'active' as s, tariff_id, -1 as n from debtor
                                  union all select 'suspended', tariff_id, 1 from debtor) as moved group by 1, 2;
insert into sim_count (status, is_bound, amount)
select s, true, n * (select count(*) from debtor where sim_id is not null) from (values ('active', -1), ('blocked', 1)) as moved (s, n);
insert into payment_count (status, amount) select 'succeeded', count(*) from due where fee > 0;
insert into payment_day (day, kind, method, amount, lines)
select (now() at time zone 'Europe/Moscow')::date, 'charge', 'internal', -sum(fee), count(*) from due where fee > 0;

commit;
