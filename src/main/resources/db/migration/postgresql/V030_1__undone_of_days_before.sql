-- Those undone so far, by the days of Moscow, for the operator's zone isn't known here.
insert into payment_day (day, kind, method, amount, lines, is_undone)
select (mistaken.paid_at at time zone 'Europe/Moscow')::date, mistaken.kind, mistaken.method, sum(undoing.amount), 0, true
from payment undoing
join payment mistaken on mistaken.id = undoing.reverses_id
where undoing.kind = 'adjustment' and mistaken.kind = 'payment'
group by 1, 2, 3;
