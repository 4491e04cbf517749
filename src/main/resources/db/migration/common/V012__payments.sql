-- One line of a contract's ledger: what was paid, charged, given back or corrected. Only ever added to, see the triggers.
create table payment (
    id             ${id},
    contract_id    bigint       not null references contract (id),
    kind           varchar(10)  not null check (kind in ('payment', 'charge', 'refund', 'adjustment')),
    -- kopecks; what the contract gains or loses
    amount         bigint       not null check (amount <> 0),
    status         varchar(10)  not null check (status in ('pending', 'succeeded', 'declined', 'refunded')),
    method         varchar(20)  not null
        check (method in ('cash', 'card', 'bank_transfer', 'online', 'terminal', 'internal')),
    -- when it took effect; of what has not, when it was entered
    paid_at        ${timestamp} not null,
    -- who took the money: our desk, a payment system, or nobody
    provider       varchar(30)  ${binary} not null,
    transaction_id varchar(100) ${binary},
    description    varchar(500),
    reason         varchar(500),
    -- the line that this one gives back or undoes
    reverses_id    bigint       references payment (id),
    period_number  bigint,
    period_start   date,
    -- exclusive
    period_end     date,
    run_id         bigint,
    -- of a form, so that a second click finds what the first one did
    request_key    varchar(40)  ${binary} unique,
    -- the transaction id, by whose parts payments are found
    search_text    varchar(110) ${binary},
    created_at     ${timestamp} not null,
    created_by_id  bigint,
    created_by     varchar(150) not null,

    check (kind not in ('payment', 'charge', 'refund') or (kind = 'payment') = (amount > 0)),
    check (kind <> 'refund' or reverses_id is not null),
    check (kind in ('refund', 'adjustment') or reverses_id is null),
    check (kind not in ('refund', 'adjustment') or reason is not null),
    check ((period_number is null) = (period_start is null)),
    check ((period_number is null) = (period_end is null)),
    check (period_number is null or (kind = 'charge' and period_end > period_start)),
    check (status <> 'refunded' or kind = 'payment')
);

-- the same payment told twice is one line
create unique index payment_transaction on payment (provider, transaction_id) where transaction_id is not null;
-- a period is charged once
create unique index payment_period on payment (contract_id, period_number) where period_number is not null;
-- a line is undone once, and then whole
create unique index payment_undone on payment (reverses_id) where kind = 'adjustment' and reverses_id is not null;
create index payment_reverses on payment (reverses_id) where reverses_id is not null;
create index payment_contract on payment (contract_id, id);
create index payment_paid on payment (paid_at, id);
create index payment_amount on payment (amount, id);
-- charges and payments that succeeded are half of all lines each: a walk from the newest finds those soon enough
create index payment_rare_kind on payment (kind, id) where kind in ('refund', 'adjustment');
create index payment_rare_status on payment (status, id) where status in ('pending', 'declined', 'refunded');
create index payment_method_paid on payment (method, paid_at, id) where method <> 'internal';

-- How many lines there are of each status. Writers only insert; a job folds the rows.
create table payment_count (
    id     ${id},
    status varchar(10) not null,
    amount bigint      not null
);

-- What the lines of a day that took effect add up to. Writers only insert; a job folds the rows.
create table payment_day (
    id     ${id},
    day    date        not null,
    kind   varchar(10) not null,
    method varchar(20) not null,
    -- kopecks
    amount bigint      not null,
    lines  bigint      not null
);

create index payment_day_day on payment_day (day);
