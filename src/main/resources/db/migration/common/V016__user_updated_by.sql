-- Who wrote the account last, by name; null for rows older than this column.
alter table user_account add column updated_by varchar(150);
