-- What a customer asked or complained about, and how far we are with it.
create table ticket (
    id                    ${id},
    number                varchar(20)  ${binary} not null unique,
    customer_id           bigint       not null references customer (id),
    contract_id           bigint       references contract (id),
    subject               varchar(200) not null,
    description           varchar(10000),
    status                varchar(15)  not null check (status in ('new', 'in_progress', 'waiting', 'resolved', 'closed')),
    priority              varchar(10)  not null check (priority in ('low', 'normal', 'high', 'urgent')),
    -- the priority as a number, to be ordered by: 1 low to 4 urgent
    urgency               integer      not null check (urgency between 1 and 4),
    assigned_to_id        bigint       references user_account (id),
    created_by_id         bigint,
    created_by            varchar(150) not null,
    previous_id           bigint       references ticket (id),
    -- when the first answer and the solution are due; the clock stands still while we wait for the customer
    first_response_due_at ${timestamp} not null,
    first_responded_at    ${timestamp},
    due_at                ${timestamp} not null,
    waiting_since_at      ${timestamp},
    waited_ms             bigint       not null default 0 check (waited_ms >= 0),
    -- from when on it is overdue unless something is done; none while nothing has to be done in time
    overdue_from_at       ${timestamp},
    resolved_at           ${timestamp},
    -- when the last word was said on a resolved ticket
    quiet_since_at        ${timestamp},
    closed_at             ${timestamp},
    -- number, subject and the customer's name and phone: what tickets are found by
    search_text           varchar(1100) ${binary} not null,
    created_at            ${timestamp} not null,
    updated_at            ${timestamp} not null,
    updated_by            varchar(150),
    version               bigint       not null,

    check ((status = 'waiting') = (waiting_since_at is not null)),
    check ((status = 'resolved') = (quiet_since_at is not null)),
    check ((status in ('resolved', 'closed')) = (resolved_at is not null)),
    check ((status = 'closed') = (closed_at is not null)),
    check (status not in ('resolved', 'closed') or overdue_from_at is null)
);

create index ticket_customer on ticket (customer_id, id);
create index ticket_contract on ticket (contract_id, id) where contract_id is not null;
create index ticket_previous on ticket (previous_id) where previous_id is not null;
create index ticket_assignee on ticket (assigned_to_id, id);
create index ticket_status on ticket (status, id);
create index ticket_urgency on ticket (urgency, id);
create index ticket_created on ticket (created_at, id);
create index ticket_updated on ticket (updated_at, id);
create index ticket_due on ticket (due_at, id);
-- the queues: what is open, by whoever works on it
create index ticket_queue on ticket (assigned_to_id, due_at, id) where status in ('new', 'in_progress', 'waiting');
create index ticket_open on ticket (due_at, id) where status in ('new', 'in_progress', 'waiting');
create index ticket_overdue on ticket (overdue_from_at, id) where overdue_from_at is not null;
create index ticket_quiet on ticket (quiet_since_at) where quiet_since_at is not null;

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
    size         bigint       not null check (size > 0),
    author_id    bigint,
    author       varchar(150) not null,
    created_at   ${timestamp} not null
);

create index ticket_attachment_ticket on ticket_attachment (ticket_id, id);
create index ticket_attachment_comment on ticket_attachment (comment_id) where comment_id is not null;

-- A piece of a file, so that none is ever whole in memory.
create table ticket_attachment_part (
    attachment_id bigint   not null references ticket_attachment (id),
    position      integer  not null,
    content       ${bytes} not null,

    primary key (attachment_id, position)
);

-- How many tickets there are of each status. Writers only insert; a job folds the rows.
create table ticket_count (
    id     ${id},
    status varchar(15) not null,
    amount bigint      not null
);
