-- What of a day's lines was undone as a mistake, later or the same day: no line of its own, and no money moved for it.
alter table payment_day add column is_undone boolean not null default false;
