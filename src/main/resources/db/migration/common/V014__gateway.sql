-- A line of the ledger that a payment provider has in hand: what was asked of it, and how far it is there.
create table gateway_operation (
    id               ${id},
    line_id          bigint        not null unique references payment (id),
    provider         varchar(30)   ${binary} not null,
    -- goes with every repetition, so that the provider does it once
    idempotence_key  varchar(36)   ${binary} not null unique,
    -- what is asked, to the letter; it names the customer, so only until the provider is done
    request          ${json},
    -- what the provider calls it
    object_id        varchar(100)  ${binary},
    state            varchar(20)   not null
        check (state in ('new', 'pending', 'waiting_for_capture', 'succeeded', 'canceled')),
    -- where the customer pays
    confirmation_url varchar(2048),
    attempts         integer       not null default 0,
    -- when the provider is asked next; null when nothing is left to ask
    next_poll_at     ${timestamp},
    last_error       varchar(500),
    created_at       ${timestamp}  not null,
    updated_at       ${timestamp}  not null,

    check (state in ('new', 'canceled') or object_id is not null)
);

create unique index gateway_operation_object on gateway_operation (provider, object_id) where object_id is not null;
create index gateway_operation_due on gateway_operation (next_poll_at) where next_poll_at is not null;

-- What a provider sent us, as it came; only senders that proved who they are get so far.
create table gateway_event (
    id             ${id},
    provider       varchar(30)  ${binary} not null,
    received_at    ${timestamp} not null,
    address        varchar(64)  not null,
    body           ${bytes}     not null,
    state          varchar(12)  not null check (state in ('received', 'processed', 'ignored', 'review', 'failed')),
    -- as far as the body says
    type           varchar(60),
    -- what it tells of, as the provider calls it
    transaction_id varchar(100) ${binary},
    -- the line of the ledger that it led to
    line_id        bigint       references payment (id),
    attempts       integer      not null default 0,
    next_at        ${timestamp},
    note           varchar(500),
    processed_at   ${timestamp},

    check ((state = 'received') = (next_at is not null))
);

create index gateway_event_due on gateway_event (next_at) where next_at is not null;
create index gateway_event_received on gateway_event (received_at, id);
create index gateway_event_state on gateway_event (state, id);
create index gateway_event_transaction on gateway_event (transaction_id, id);

-- What a provider says and the ledger doesn't, for somebody to decide.
create table gateway_review (
    id             ${id},
    provider       varchar(30)  ${binary} not null,
    transaction_id varchar(100) ${binary} not null,
    reason         varchar(20)  not null
        check (reason in ('account', 'unknown', 'amount', 'currency', 'contract', 'refund', 'refund_canceled',
            'unanswered', 'lost')),
    state          varchar(10)  not null check (state in ('open', 'accepted', 'refused')),
    line_id        bigint       references payment (id),
    -- whose money it is, once that is known; a draft may be gone by then
    contract_id    bigint,
    -- as the provider says it: kopecks, or the hundredth part of another currency
    amount         bigint,
    currency       varchar(3),
    account        varchar(100),
    paid_at        ${timestamp},
    details        varchar(500),
    note           varchar(500),
    decided_at     ${timestamp},
    decided_by     varchar(150),
    created_at     ${timestamp} not null,

    check ((state = 'open') = (decided_at is null)),
    -- told a hundred times it is one case
    unique (provider, transaction_id, reason)
);

create index gateway_review_state on gateway_review (state, id);
