-- A telephone number that the operator has had to do with: it may rest after its last contract.
create table phone_number (
    msisdn            varchar(16)  not null primary key,
    -- free again from this day on; none when it does not rest
    quarantined_until date,
    created_at        ${timestamp} not null
);

create index phone_number_quarantine on phone_number (quarantined_until) where quarantined_until is not null;

-- A SIM card: in stock, reserved by a draft, in service, or closed for good.
create table sim (
    id          ${id},
    iccid       varchar(20)  ${binary} not null unique,
    imsi        varchar(15)  unique,
    msisdn      varchar(16)  references phone_number (msisdn),
    status      varchar(10)  not null check (status in ('free', 'active', 'blocked', 'closed')),
    -- the contract it serves, waits for (status free) or served last (status closed)
    contract_id bigint       unique references contract (id),
    -- the delivery it came with
    batch       varchar(100),
    -- PIN and PUK, encrypted
    secrets     varchar(1000),
    search_text varchar(120) ${binary} not null,
    created_at  ${timestamp} not null,
    updated_at  ${timestamp} not null,
    updated_by  varchar(150),
    version     bigint       not null,

    check (length(iccid) in (19, 20)),
    -- in service exactly with a contract and a number
    check ((status in ('active', 'blocked')) <= (contract_id is not null and msisdn is not null))
);

-- a number is carried by one card at a time
create unique index sim_msisdn on sim (msisdn) where status <> 'closed';
create index sim_number on sim (msisdn, id);
create index sim_status on sim (status, id);
create index sim_stock on sim (id) where status = 'free' and contract_id is null;
create index sim_reserved on sim (id, contract_id) where status = 'free' and contract_id is not null;
create index sim_batch on sim (batch, id) where batch is not null;
create index sim_batch_created on sim (batch, created_at, id) where batch is not null;
create index sim_created on sim (created_at, id);
create index sim_updated on sim (updated_at, id);
-- what is free is a small part, and the newest
create index sim_free_iccid on sim (iccid) where status = 'free';
create index sim_free_number on sim (msisdn, id) where status = 'free';
create index sim_free_created on sim (created_at, id) where status = 'free';
create index sim_free_updated on sim (updated_at, id) where status = 'free';
create index sim_unbound_created on sim (created_at, id) where contract_id is null;
create index sim_unbound_updated on sim (updated_at, id) where contract_id is null;

-- One change of a card: status, binding or number; who, when, from, to, why. Only ever added to.
create table sim_history (
    id            ${id},
    sim_id        bigint       not null references sim (id),
    happened_at   ${timestamp} not null,
    actor_id      bigint,
    actor         varchar(150) not null,
    event         varchar(20)  not null,
    status_from   varchar(10),
    status_to     varchar(10),
    contract_from bigint,
    contract_to   bigint,
    msisdn_from   varchar(16),
    msisdn_to     varchar(16),
    reason        varchar(500)
);

create index sim_history_sim on sim_history (sim_id, id);

-- How many cards there are of each status, reserved ones apart. Writers only insert; a job folds the rows.
create table sim_count (
    id       ${id},
    status   varchar(10) not null,
    is_bound boolean     not null,
    amount   bigint      not null
);
