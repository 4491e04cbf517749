-- What a customer asked or complained about, and how far we are with it.
create table ticket (
    id                    ${id},
    number                varchar(20)  ${binary} not null unique,
    customer_id           bigint       not null references customer (id),
    contract_id           bigint       references contract (id),
    subject               varchar(200) not null,
    description           varchar(10000) not null,
    status                varchar(15)  not null check (status in ('new', 'in_progress', 'waiting', 'resolved', 'closed')),
    priority              varchar(10)  not null check (priority in ('low', 'normal', 'high', 'urgent')),
    assigned_to_id        bigint       references user_account (id),
    created_by_id         bigint,
    created_by            varchar(150) not null,
    previous_id           bigint       references ticket (id),
    -- when the first answer and the solution are due; the clock stands still while we wait for the customer
    first_response_due_at ${timestamp} not null,
    first_responded_at    ${timestamp},
    due_at                ${timestamp} not null,
    waiting_since_at      ${timestamp},
    waited_seconds        bigint       not null default 0,
    resolved_at           ${timestamp},
    closed_at             ${timestamp},
    -- number, subject and the customer's name and phone: what tickets are found by
    search_text           varchar(1100) ${binary} not null,
    created_at            ${timestamp} not null,
    updated_at            ${timestamp} not null,
    updated_by            varchar(150),
    version               bigint       not null,

    check ((status = 'waiting') = (waiting_since_at is not null)),
    check ((status = 'closed') = (closed_at is not null))
);

create index ticket_customer on ticket (customer_id, id);
create index ticket_contract on ticket (contract_id, id) where contract_id is not null;
create index ticket_assignee on ticket (assigned_to_id, status, due_at, id);
create index ticket_status on ticket (status, id);
create index ticket_priority on ticket (priority, id);
create index ticket_created on ticket (created_at, id);
create index ticket_due on ticket (due_at, id) where status in ('new', 'in_progress');
create index ticket_resolved on ticket (resolved_at) where status = 'resolved';

-- A word on a ticket: to the customer, or among ourselves.
create table ticket_comment (
    id          ${id},
    ticket_id   bigint       not null references ticket (id),
    author_id   bigint,
    author      varchar(150) not null,
    text        varchar(10000) not null,
    is_internal boolean      not null,
    created_at  ${timestamp} not null
);

create index ticket_comment_ticket on ticket_comment (ticket_id, id);

-- A file that belongs to a ticket; kept here because nodes share no disk.
create table ticket_attachment (
    id           ${id},
    ticket_id    bigint       not null references ticket (id),
    comment_id   bigint       references ticket_comment (id),
    name         varchar(200) not null,
    media_type   varchar(100) not null,
    size         bigint       not null,
    content      ${bytes}     not null,
    author_id    bigint,
    author       varchar(150) not null,
    created_at   ${timestamp} not null
);

create index ticket_attachment_ticket on ticket_attachment (ticket_id, id);

-- How many tickets there are of each status. Writers only insert; a job folds the rows.
create table ticket_count (
    id     ${id},
    status varchar(15) not null,
    amount bigint      not null
);
