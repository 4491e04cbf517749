-- A key by which a caller may repeat a POST without doing it twice: first a claim with a lease, then what came of it.
create table idempotency_key (
    id         ${id},
    user_id    bigint       not null references user_account (id),
    method     varchar(10)  not null,
    path       varchar(300) not null,
    key_text   varchar(64)  ${binary} not null,
    -- what was sent the first time, hashed
    body_hash  varchar(64)  not null,
    -- whose claim it is: a call that lost its claim to a later one may not finish
    claim      varchar(40)  not null,
    lease_at   ${timestamp} not null,
    done_at    ${timestamp},
    -- the object that the answer shows, as it is when it is asked for again
    object_id  bigint,
    created_at ${timestamp} not null,

    check ((done_at is null) = (object_id is null))
);

create unique index idempotency_key_scope on idempotency_key (user_id, method, path, key_text);
create index idempotency_key_age on idempotency_key (created_at);
