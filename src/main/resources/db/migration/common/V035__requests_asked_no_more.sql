-- What is asked no more isn't kept: it names the customer.
update gateway_operation set request = null where next_poll_at is null and request is not null;
