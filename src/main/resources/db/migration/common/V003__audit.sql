-- One thing that somebody did: who, when, from where, to what, and what changed field by field. Only ever added to.
create table audit_entry (
    id          ${id},
    happened_at ${timestamp} not null,
    actor_id    bigint,
    username    varchar(150) not null,
    action      varchar(60)  not null,
    object_type varchar(40)  not null,
    object_id   bigint,
    changes     ${json}      not null,
    address     varchar(64),
    request_id  varchar(100)
);

-- Each filter of the log walks one of these from its newest end.
create index audit_entry_time on audit_entry (happened_at, id);
create index audit_entry_actor on audit_entry (actor_id, happened_at, id);
create index audit_entry_username on audit_entry (username, happened_at, id);
create index audit_entry_action on audit_entry (action, happened_at, id);
create index audit_entry_type on audit_entry (object_type, happened_at, id);
create index audit_entry_object on audit_entry (object_type, object_id, happened_at, id);
create index audit_entry_address on audit_entry (address, happened_at, id);

-- Closes a block of entries, those behind the block before it up to to_id. The hash covers the seal before, this seal
-- and every entry; digests holds for each entry its id and the beginning of its own hash, so that a wrong one has a name.
create table audit_seal (
    number    bigint       not null primary key,
    from_id   bigint       not null,
    to_id     bigint       not null,
    entries   integer      not null,
    digests   ${bytes}     not null,
    hash      varchar(64)  not null,
    sealed_at ${timestamp} not null
);

-- How far the sealer may go (one row): up to to_id, once no transaction older than the numbered one is open.
create table audit_fence (
    id             integer not null primary key check (id = 1),
    to_id          bigint  not null,
    transaction_id bigint  not null
);

insert into audit_fence (id, to_id, transaction_id) values (1, 0, 0);

-- A check of the whole log and what it found; findings has a line for each fault, none when all is well.
create table audit_check (
    id         ${id},
    checked_at ${timestamp} not null,
    entries    bigint       not null,
    seal       bigint       not null,
    seal_hash  varchar(64)  not null,
    findings   text         not null
);
