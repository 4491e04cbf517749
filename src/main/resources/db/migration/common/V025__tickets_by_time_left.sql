-- People see how much time is left until the next target, an answer or the solution, so that is what lists are sorted by.
drop index ticket_overdue;
create index ticket_overdue on ticket (overdue_from_at, id);
create index ticket_open_overdue on ticket (overdue_from_at, id) where status in ('new', 'in_progress', 'waiting');
drop index ticket_queue;
create index ticket_queue on ticket (assigned_to_id, overdue_from_at, id)
    where status in ('new', 'in_progress', 'waiting');
