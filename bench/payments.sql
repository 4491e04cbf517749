-- A year of money for the contracts that are there, as bench/run.sh fills it in: about eight fees and eight payments for
-- each that was ever active, which cancel out, so that the balances stay as they are and the ledger still adds up.
set client_min_messages = warning;
set synchronous_commit = off;
begin;
create temp table put_off on commit drop as
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename = 'payment' and indexdef like 'CREATE INDEX%';
do $$
declare one record;
begin
    for one in select * from put_off loop execute 'drop index ' || one.indexname; end loop;
    -- month by month, each in the order of time, as a ledger grows
    for month in reverse 11..0 loop
        insert into payment (contract_id, kind, amount, status, method, paid_at, provider, transaction_id, search_text,
                description, created_at, created_by)
        select id, kind, amount, 'succeeded', method, at, provider, told, ' ' || told, text, at, made_by
        from (
            select c.id, 'charge' as kind, -t.fee as amount, 'internal' as method, due.at, 'internal' as provider,
                null as told, 'Абонентская плата' as text, 'system' as made_by
            from contract c join tariff t on t.id = c.tariff_id
            cross join lateral (select date_trunc('minute', now()) - interval '1 hour' - month * interval '30 days'
                - (c.id * 7919 % 43000) * interval '1 minute' as at) due
            where c.status <> 'draft' and (c.id + month) % 12 < 8 and t.fee > 0
            union all
            select c.id, 'payment', t.fee, how.method, due.at, how.provider,
                case when how.provider <> 'desk' then lpad(((c.id * 12 + month) * 7368787 % 1000000000000)::text, 12, '0') end,
                null, case when how.provider = 'desk' then 'operator' else 'system' end
            from contract c join tariff t on t.id = c.tariff_id
            cross join lateral (select date_trunc('minute', now()) - interval '1 hour' - month * interval '30 days'
                - (c.id * 104729 % 43000) * interval '1 minute' as at) due
            cross join lateral (select
                (array['cash', 'card', 'bank_transfer', 'online', 'online', 'terminal'])[1 + (c.id + month) % 6] as method,
                (array['desk', 'desk', 'bank', 'yookassa', 'yookassa', 'terminal'])[1 + (c.id + month) % 6] as provider) how
            where c.status <> 'draft' and (c.id + month) % 12 < 8 and t.fee > 0
        ) line
        order by at;
    end loop;
    for one in select * from put_off loop execute one.indexdef; end loop;
end
$$;
-- each paid for the period it is in, so that nobody is due while the requests are measured
insert into subscription (contract_id, period_number, period_start, paid_until, fee, tariff_id)
    select c.id, 100, current_date + (c.id % 29)::int - 27, current_date + (c.id % 29)::int + 3, t.fee, t.id
    from contract c join tariff t on t.id = c.tariff_id
    where c.status in ('active', 'suspended') and not exists (select from subscription);
insert into payment_count (status, amount) select status, count(*) from payment group by status;
insert into payment_day (day, kind, method, amount, lines)
    select (paid_at at time zone 'Europe/Moscow')::date, kind, method, sum(amount), count(*) from payment group by 1, 2, 3;
commit;
