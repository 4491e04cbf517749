-- A debt may not be all that keeps a contract out of service: promise no more than what the payment does.
update notification_template
set text = replace(text, 'Внесите {due}, и связь восстановится.', 'Внесите {due}, чтобы снять эту блокировку.')
where event = 'debt_blocked';

update notification_template
set text = replace(text, 'Чтобы связь восстановилась, внесите {due}: номер заработает сразу после платежа.',
    'Чтобы снять эту блокировку, внесите {due}: она снимается сразу после платежа.')
where event = 'debt_blocked';

update notification_template
set text = replace(text, 'Pay {due} to resume service', 'Pay {due} to lift this block')
where event = 'debt_blocked';

update notification_template
set text = replace(text, 'Pay {due} and service resumes at once.', 'Pay {due} and this block is lifted at once.')
where event = 'debt_blocked';
