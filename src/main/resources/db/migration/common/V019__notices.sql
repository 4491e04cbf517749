-- Something that happened which one of the staff should know of: a row for each who is told.
create table notice (
    id           ${id},
    user_id      bigint       not null references user_account (id),
    kind         varchar(20)  not null
        check (kind in ('ticket_assigned', 'ticket_changed', 'ticket_overdue', 'payment_received', 'contract_blocked',
            'contract_unblocked', 'charge_run', 'gateway_review')),
    -- the thing it is about; what it says is read from there, so that nothing personal is kept twice
    object_type  varchar(20)  not null
        check (object_type in ('ticket', 'contract', 'payment', 'charge_run', 'gateway_review')),
    object_id    bigint       not null,
    -- what exactly: the status a ticket went to, the reason of a block
    detail       varchar(20),
    -- whose act it was; none of jobs
    caused_by_id bigint,
    created_at   ${timestamp} not null,
    read_at      ${timestamp}
);

create index notice_user on notice (user_id, id);
create index notice_unread on notice (user_id, id) where read_at is null;
create index notice_object on notice (object_id, object_type, kind);
create index notice_created on notice (created_at, id);

-- A kind of notice that somebody does not want.
create table notice_choice (
    user_id bigint      not null references user_account (id),
    kind    varchar(20) not null,

    primary key (user_id, kind)
);

-- Old messages to customers are removed by their age.
create index notification_created on notification (created_at, id);
