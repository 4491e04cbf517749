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

-- Contracts that were in service before fees were charged are due from now on.
insert into subscription (contract_id, period_number, period_start, paid_until, fee, tariff_id)
select id, 0, current_date, current_date, 0, tariff_id from contract where status in ('active', 'suspended');
update contract set anchor_on = current_date where status in ('active', 'suspended');

-- Credit for money that a subscriber promised to pay within a few days; never a part of the balance.
create table promised_payment (
    id          ${id},
    contract_id bigint       not null references contract (id),
    -- kopecks
    amount      bigint       not null check (amount > 0),
    given_at    ${timestamp} not null,
    given_on    date         not null,
    -- the first day without it
    until_on    date         not null,
    given_by_id bigint,
    given_by    varchar(150) not null,
    -- when the credit went; null while it is there
    ended_at    ${timestamp},

    check (until_on > given_on)
);

create unique index promised_payment_open on promised_payment (contract_id) where ended_at is null;
create index promised_payment_contract on promised_payment (contract_id, id);
create index promised_payment_until on promised_payment (until_on) where ended_at is null;
