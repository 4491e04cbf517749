-- Somebody has a card open just now. Their browser says so again and again; when it stops, they are gone.
create table presence (
    object_type varchar(20)  not null,
    object_id   bigint       not null,
    user_id     bigint       not null references user_account (id),
    opened_at   ${timestamp} not null,
    seen_at     ${timestamp} not null,

    primary key (object_type, object_id, user_id)
);

create index presence_seen on presence (seen_at);
