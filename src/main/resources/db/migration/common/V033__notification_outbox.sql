-- What customers are to be told of payments, noted by the payment's transaction, and worded by the job that sends. It is
-- written with each payment, so it has no more than it needs; nothing refers to it, and rows live for seconds.
create table notification_outbox (
    id          ${id},
    event       varchar(20)  not null,
    payment_id  bigint       not null,
    contract_id bigint       not null,
    -- whose contract it was when the transaction ended; a customer who was merged away takes it along
    customer_id bigint       not null,
    amount      bigint       not null,
    -- what the contract had then
    balance     bigint       not null,
    noted_at    ${timestamp} not null
);
