-- since when a run that is otherwise done waits for contracts that others hold
alter table charge_run add column waiting_from_at ${timestamp};
