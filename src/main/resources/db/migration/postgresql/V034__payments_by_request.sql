-- Few lines come by a form, but the index had an entry of each: 18 MB for two million lines, and every charge wrote to it.
alter table payment drop constraint payment_request_key_key;
create unique index payment_request_key on payment (request_key) where request_key is not null;
