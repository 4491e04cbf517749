-- The log and its seals are only ever added to.
create trigger audit_entry_no_update before update on audit_entry
begin
    select raise(abort, 'audit_entry is append-only');
end;

create trigger audit_entry_no_delete before delete on audit_entry
begin
    select raise(abort, 'audit_entry is append-only');
end;

-- "insert or replace" deletes without asking the trigger above.
create trigger audit_entry_no_replace before insert on audit_entry
when exists (select 1 from audit_entry where id = new.id)
begin
    select raise(abort, 'audit_entry is append-only');
end;

create trigger audit_seal_no_update before update on audit_seal
begin
    select raise(abort, 'audit_seal is append-only');
end;

create trigger audit_seal_no_delete before delete on audit_seal
begin
    select raise(abort, 'audit_seal is append-only');
end;

create trigger audit_seal_no_replace before insert on audit_seal
when exists (select 1 from audit_seal where number = new.number)
begin
    select raise(abort, 'audit_seal is append-only');
end;
