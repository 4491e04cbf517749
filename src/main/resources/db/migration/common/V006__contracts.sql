-- An agreement with one customer for one line: one SIM at most, one tariff, one ledger.
create table contract (
    id                  ${id},
    -- ten digits with a Luhn check digit; the account number that payers type
    number              varchar(10)  ${binary} not null unique,
    customer_id         bigint       not null references customer (id),
    tariff_id           bigint       not null references tariff (id),
    status              varchar(10)  not null check (status in ('draft', 'active', 'suspended', 'terminated')),
    -- kopecks
    balance             bigint       not null default 0,
    credit_limit        bigint       not null default 0 check (credit_limit >= 0),
    signed_on           date         not null,
    activated_at        ${timestamp},
    -- the day from which periods are counted
    anchor_on           date,
    terminated_at       ${timestamp},
    termination_reason  varchar(20)  check (termination_reason in ('customer', 'debt', 'fraud', 'death', 'port_out', 'other')),
    pending_tariff_id   bigint       references tariff (id),
    pending_tariff_from date,
    -- the number, the customer's name and phone, the line's number: what contracts are found by
    search_text         varchar(800) ${binary} not null,
    created_at          ${timestamp} not null,
    updated_at          ${timestamp} not null,
    updated_by          varchar(150),
    version             bigint       not null,

    check (length(number) = 10),
    check ((status in ('active', 'suspended')) <= (activated_at is not null and anchor_on is not null)),
    check ((status = 'terminated') = (terminated_at is not null)),
    check ((terminated_at is null) = (termination_reason is null)),
    check ((pending_tariff_id is null) = (pending_tariff_from is null))
);

create index contract_customer on contract (customer_id, id);
create index contract_tariff on contract (tariff_id, id);
create index contract_status on contract (status, id);
create index contract_signed on contract (signed_on, id);
create index contract_activated on contract (activated_at, id);
create index contract_terminated on contract (terminated_at, id);
create index contract_created on contract (created_at, id);
create index contract_balance on contract (balance, id);
-- drafts are few and all of them new: who walks the indexes above from their old ends meets them last
create index contract_draft_created on contract (created_at, id) where status = 'draft';
create index contract_draft_signed on contract (signed_on, id) where status = 'draft';
create index contract_draft_balance on contract (balance, id) where status = 'draft';
create index contract_pending on contract (pending_tariff_from) where pending_tariff_from is not null;
create index contract_pending_tariff on contract (pending_tariff_id) where pending_tariff_id is not null;

-- Why a contract is suspended. Reasons stack; each stands at most once at a time.
create table contract_block (
    id           ${id},
    contract_id  bigint       not null references contract (id),
    reason       varchar(20)  not null
        check (reason in ('debt', 'voluntary', 'lost_sim', 'fraud', 'administrative', 'regulatory')),
    since_at     ${timestamp} not null,
    -- the first day of service again; only of a block wished by the subscriber
    until_on     date,
    note         varchar(500),
    set_by_id    bigint,
    set_by       varchar(150) not null,
    lifted_at    ${timestamp},
    lifted_by_id bigint,
    lifted_by    varchar(150),

    check ((lifted_at is null) = (lifted_by is null))
);

create unique index contract_block_active on contract_block (contract_id, reason) where lifted_at is null;
create index contract_block_contract on contract_block (contract_id, id);
create index contract_block_until on contract_block (until_on) where lifted_at is null and until_on is not null;
create index contract_block_reason on contract_block (reason, contract_id) where lifted_at is null;

-- One change of a contract: who did what, when, and what it was before and after. Only ever added to.
create table contract_history (
    id          ${id},
    contract_id bigint       not null references contract (id),
    happened_at ${timestamp} not null,
    actor_id    bigint,
    actor       varchar(150) not null,
    event       varchar(30)  not null,
    status_from varchar(10),
    status_to   varchar(10),
    -- field by field, before and after, readable without other tables
    changes     ${json}      not null,
    note        varchar(500)
);

create index contract_history_contract on contract_history (contract_id, id);

-- How many contracts there are of each status and tariff. Writers only insert; a job folds the rows.
create table contract_count (
    id        ${id},
    status    varchar(10) not null,
    tariff_id bigint      not null,
    amount    bigint      not null
);

create index contract_count_tariff on contract_count (tariff_id);

-- A document under which numbers are counted; locked while one is activated, so that the limit holds.
create table contract_document (
    document_key varchar(40) ${binary} not null primary key
);

-- A contract in the making, as far as the wizard has got; the contract itself is made at its last step. What is chosen
-- is held by nothing and may be gone by then.
create table contract_wizard (
    id          varchar(40)  not null primary key,
    user_id     bigint       not null references user_account (id),
    customer_id bigint,
    sim_id      bigint,
    tariff_id   bigint,
    signed_on   date,
    -- what it became, so that a second click finds it
    contract_id bigint,
    created_at  ${timestamp} not null,
    updated_at  ${timestamp} not null
);

create index contract_wizard_user on contract_wizard (user_id, updated_at);
create index contract_wizard_age on contract_wizard (updated_at);
