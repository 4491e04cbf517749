-- A plan that a subscriber pays for: a fee for each period and what it includes. Archived ones stay with their contracts.
create table tariff (
    id                 ${id},
    name               varchar(150) not null,
    -- what names are compared and ordered by
    name_key           varchar(300) ${binary} not null unique,
    description        varchar(2000),
    -- kopecks for each period
    fee                bigint       not null check (fee between 0 and 100000000),
    period             varchar(10)  not null check (period in ('monthly', 'daily')),
    -- minutes, SMS, traffic and extra services, see TariffOptions
    options            ${json}      not null,
    refund_unused_days boolean      not null,
    is_active          boolean      not null,
    -- when the first contract took it; from then on its period is fixed, and it can't be deleted
    used_at            ${timestamp},
    created_at         ${timestamp} not null,
    updated_at         ${timestamp} not null,
    updated_by         varchar(150),
    version            bigint       not null
);

create index tariff_active on tariff (is_active, name_key);
