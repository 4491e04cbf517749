-- Parts of transaction ids are found by their trigrams.
create index payment_search on payment using gin (search_text gin_trgm_ops) with (fastupdate = on)
    where search_text is not null;

-- The ledger is only ever added to. A line may be edited or taken out while it is pending; it then succeeds or is
-- declined; what a provider declined may still succeed; what was given back whole is marked so. Nothing else.
create function payment_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.status = 'pending' then
            return old;
        end if;
    elsif (new.id, new.kind, new.created_at, new.created_by) = (old.id, old.kind, old.created_at, old.created_by) then
        if old.status = 'pending' and new.status in ('pending', 'succeeded', 'declined') then
            return new;
        end if;
        if old.status = 'declined' and new.status = 'succeeded' and old.provider not in ('desk', 'internal')
                and (new.contract_id, new.amount, new.method, new.provider)
                    = (old.contract_id, old.amount, old.method, old.provider)
                and new.reverses_id is not distinct from old.reverses_id then
            return new;
        end if;
        if old.status = 'succeeded' and new.status = 'refunded'
                and to_jsonb(new) - 'status' = to_jsonb(old) - 'status' then
            return new;
        end if;
    end if;
    raise exception 'payment is append-only';
end
$$;

create trigger payment_append_only before update or delete on payment
    for each row execute function payment_append_only();

create trigger payment_no_truncate before truncate on payment
    for each statement execute function append_only();
