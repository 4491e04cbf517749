-- What a contract pays its fee for: the period it is in, charged in advance. One for each contract that was activated.
create table subscription (
    contract_id   bigint not null primary key references contract (id),
    -- goes up by one with each period, whatever its date
    period_number bigint not null,
    period_start  date   not null,
    -- the first day that has not been charged
    paid_until    date   not null,
    -- of the present period
    fee           bigint not null check (fee >= 0),
    tariff_id     bigint not null references tariff (id),

    check (paid_until >= period_start)
);

create index subscription_paid_until on subscription (paid_until);
