-- The log and its seals are only ever added to.
create function append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function append_only();

create trigger audit_seal_append_only before update or delete or truncate on audit_seal
    for each statement execute function append_only();

-- A transaction gets its number before it draws an id: so whoever drew a smaller id than one already seen has a number
-- from before that, which is how the sealer knows that nobody can still come with a smaller id.
alter table audit_entry alter column id drop identity;
create sequence audit_entry_id_seq owned by audit_entry.id;
alter table audit_entry alter column id
    set default case when pg_current_xact_id() is not null then nextval('audit_entry_id_seq') end;
