-- A run that charges all contracts whose fee is due; a dry one only counts what it would charge. What it did so far is
-- written in the transactions that did it, so whoever goes on after a crash knows where.
create table charge_run (
    id            ${id},
    kind          varchar(10)  not null check (kind in ('scheduled', 'manual', 'dry')),
    status        varchar(10)  not null check (status in ('running', 'finished', 'cancelled')),
    -- fees are due up to this day
    day           date         not null,
    started_at    ${timestamp} not null,
    started_by_id bigint,
    started_by    varchar(150) not null,
    finished_at   ${timestamp},
    -- when it last got on
    progress_at   ${timestamp} not null,
    -- contracts that were due when it began
    due           bigint       not null,
    seen          bigint       not null,
    charged       bigint       not null,
    blocked       bigint       not null,
    errors        bigint       not null,
    -- kopecks, positive
    amount        bigint       not null,
    -- it goes through the contracts by their ids, up to this one so far
    last_id       bigint       not null,
    -- how often it began from the front, for contracts that others held
    pass          bigint       not null,
    -- contracts that others held in this pass
    skipped       bigint       not null,

    check ((status = 'running') = (finished_at is null))
);

-- the schedule starts one a day, however many nodes keep it; people start one at a time
create unique index charge_run_scheduled on charge_run (day) where kind = 'scheduled';
create unique index charge_run_asked on charge_run (kind) where kind <> 'scheduled' and status = 'running';
create index charge_run_open on charge_run (id) where status = 'running';

-- A contract that a run could not charge, and why.
create table charge_run_parked (
    run_id      bigint       not null references charge_run (id),
    contract_id bigint       not null references contract (id),
    reason      varchar(40)  not null,
    -- for whoever looks into it
    detail      varchar(500),
    parked_at   ${timestamp} not null,
    primary key (run_id, contract_id)
);

create index charge_run_parked_contract on charge_run_parked (contract_id);
