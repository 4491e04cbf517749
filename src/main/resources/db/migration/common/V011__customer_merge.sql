-- A customer who turned out to be another one: where the old id leads. The row of the customer itself is gone, so that no
-- list, count or search has to leave it out.
create table customer_merge (
    -- the id that the customer had; never given again
    id             bigint       not null primary key,
    merged_into_id bigint       not null references customer (id),
    full_name      varchar(310) not null,
    merged_at      ${timestamp} not null,
    merged_by      varchar(150) not null
);

create index customer_merge_survivor on customer_merge (merged_into_id);
