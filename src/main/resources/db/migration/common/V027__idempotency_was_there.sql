-- Whether the call found what it was to make: a repeated one is answered with the same status.
alter table idempotency_key add column was_there boolean not null default false;
