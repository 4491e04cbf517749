-- What somebody took, gave back and corrected, by when: a shift's cash is counted against it. Runs and gateways aren't in it.
create index payment_cashier on payment (created_by_id, paid_at, id) where created_by_id is not null;
