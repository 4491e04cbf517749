-- How we word what customers are told: one text for each event, language and way.
create table notification_template (
    id         ${id},
    event      varchar(20)   not null
        check (event in ('payment_received', 'payment_refunded', 'debt_blocked', 'blocked', 'unblocked', 'activated',
            'charge_reminder', 'ticket_answered')),
    language   varchar(2)    not null check (language in ('ru', 'en')),
    channel    varchar(5)    not null check (channel in ('email', 'sms')),
    -- of a mail
    subject    varchar(150),
    text       varchar(4000) not null,
    -- whether anything is sent this way
    is_active  boolean       not null default true,
    updated_at ${timestamp}  not null,
    updated_by varchar(150),
    version    bigint        not null,

    unique (event, language, channel),
    check ((channel = 'email') = (subject is not null))
);

-- What a customer is told: written by whatever caused it, in the same transaction, and sent after.
create table notification (
    id           ${id},
    event        varchar(20)   not null
        check (event in ('payment_received', 'payment_refunded', 'debt_blocked', 'blocked', 'unblocked', 'activated',
            'charge_reminder', 'ticket_answered')),
    -- the row that caused it, such as payment:7
    cause        varchar(60)   ${binary} not null,
    channel      varchar(5)    not null check (channel in ('email', 'sms')),
    -- whoever is told; a customer who was merged away or deleted takes it along
    customer_id  bigint        not null,
    contract_id  bigint        references contract (id),
    recipient    varchar(254)  not null,
    language     varchar(2)    not null,
    subject      varchar(300),
    text         varchar(8000) not null,
    -- unsent: there is nothing to send it with
    state        varchar(10)   not null check (state in ('queued', 'sent', 'delivered', 'failed', 'unsent')),
    -- how many times in a row it was tried
    attempts     integer       not null default 0,
    -- when it is tried next
    next_at      ${timestamp},
    sent_at      ${timestamp},
    delivered_at ${timestamp},
    created_at   ${timestamp}  not null,

    check ((state = 'queued') = (next_at is not null)),
    -- nobody is told the same twice
    unique (event, cause, channel)
);

create index notification_due on notification (channel, next_at) where next_at is not null;
create index notification_customer on notification (customer_id, id);
create index notification_contract on notification (contract_id, id) where contract_id is not null;
create index notification_state on notification (state, id) where state in ('queued', 'failed', 'unsent');
create index notification_event on notification (event, id);
create index notification_recipient on notification (recipient, id);

-- One attempt to send it, and what came of it.
create table notification_attempt (
    id              ${id},
    notification_id bigint       not null references notification (id),
    attempted_at    ${timestamp} not null,
    outcome         varchar(10)  not null check (outcome in ('sent', 'busy', 'failed', 'refused', 'unsent')),
    -- in the words of whoever refused it
    details         varchar(500)
);

create index notification_attempt_notification on notification_attempt (notification_id, id);

-- A part of a short message that the centre took, by the name it gave it.
create table notification_part (
    id         ${id},
    attempt_id bigint       not null references notification_attempt (id),
    message_id varchar(65)  ${binary} not null
);

create index notification_part_attempt on notification_part (attempt_id);
create index notification_part_message on notification_part (message_id);

-- What a centre says became of a part; it may come before we know the part's name, late, twice and in any order.
create table notification_receipt (
    id          ${id},
    message_id  varchar(65)  ${binary} not null,
    state       varchar(10)  not null,
    received_at ${timestamp} not null,
    -- when it was counted
    settled_at  ${timestamp},

    unique (message_id, state)
);

create index notification_receipt_open on notification_receipt (received_at) where settled_at is null;

insert into notification_template (event, language, channel, subject, text, updated_at, version) values
    ('payment_received', 'ru', 'email', 'Платёж {amount} получен', 'Здравствуйте, {customer}!

Мы получили платёж {amount} на договор {contract} (номер {phone}).
Баланс: {balance}.

{brand}', ${now}, 1),
    ('payment_received', 'ru', 'sms', null, 'Платёж {amount} получен. Баланс: {balance}. {brand}', ${now}, 1),
    ('payment_received', 'en', 'email', 'Payment of {amount} received', 'Dear {customer},

we received your payment of {amount} for contract {contract} (number {phone}).
Balance: {balance}.

{brand}', ${now}, 1),
    ('payment_received', 'en', 'sms', null, 'Payment of {amount} received. Balance: {balance}', ${now}, 1),
    ('payment_refunded', 'ru', 'email', 'Возврат {amount}', 'Здравствуйте, {customer}!

Мы вернули вам {amount} по договору {contract} (номер {phone}).
Баланс: {balance}.

{brand}', ${now}, 1),
    ('payment_refunded', 'ru', 'sms', null, 'Возврат {amount} по договору {contract}. Баланс: {balance}. {brand}', ${now}, 1),
    ('payment_refunded', 'en', 'email', 'Refund of {amount}', 'Dear {customer},

we refunded {amount} of contract {contract} (number {phone}).
Balance: {balance}.

{brand}', ${now}, 1),
    ('payment_refunded', 'en', 'sms', null, 'Refund of {amount}, contract {contract}. Balance: {balance}', ${now}, 1),
    ('debt_blocked', 'ru', 'email', 'Номер {phone} заблокирован за долг', 'Здравствуйте, {customer}!

На договоре {contract} не хватило средств для оплаты тарифа, поэтому номер {phone} заблокирован.
Баланс: {balance}. Чтобы связь восстановилась, внесите {due}: номер заработает сразу после платежа.

Если долг не будет погашен в течение шести месяцев со дня этого уведомления, договор может быть расторгнут.

{brand}', ${now}, 1),
    ('debt_blocked', 'ru', 'sms', null, 'Номер {phone} заблокирован за долг. Внесите {due}, и связь восстановится. {brand}', ${now}, 1),
    ('debt_blocked', 'en', 'email', 'Number {phone} is blocked for debt', 'Dear {customer},

the balance of contract {contract} did not cover the fee, so number {phone} is blocked.
Balance: {balance}. Pay {due} and service resumes at once.

If the debt is not paid within six months from this notice, the contract may be terminated.

{brand}', ${now}, 1),
    ('debt_blocked', 'en', 'sms', null, 'Number {phone} is blocked for debt. Pay {due} to resume service', ${now}, 1),
    ('blocked', 'ru', 'email', 'Номер {phone} заблокирован', 'Здравствуйте, {customer}!

Номер {phone} (договор {contract}) заблокирован. Причина: {reason}.

{brand}', ${now}, 1),
    ('blocked', 'ru', 'sms', null, 'Номер {phone} заблокирован. Причина: {reason}. {brand}', ${now}, 1),
    ('blocked', 'en', 'email', 'Number {phone} is blocked', 'Dear {customer},

number {phone} (contract {contract}) is blocked. Reason: {reason}.

{brand}', ${now}, 1),
    ('blocked', 'en', 'sms', null, 'Number {phone} is blocked. Reason: {reason}', ${now}, 1),
    ('unblocked', 'ru', 'email', 'Номер {phone} снова работает', 'Здравствуйте, {customer}!

Номер {phone} (договор {contract}) разблокирован. Баланс: {balance}.

{brand}', ${now}, 1),
    ('unblocked', 'ru', 'sms', null, 'Номер {phone} разблокирован. Баланс: {balance}. {brand}', ${now}, 1),
    ('unblocked', 'en', 'email', 'Number {phone} works again', 'Dear {customer},

number {phone} (contract {contract}) is unblocked. Balance: {balance}.

{brand}', ${now}, 1),
    ('unblocked', 'en', 'sms', null, 'Number {phone} works again. Balance: {balance}', ${now}, 1),
    ('activated', 'ru', 'email', 'Номер {phone} подключён', 'Здравствуйте, {customer}!

Номер {phone} подключён по тарифу «{tariff}». Номер договора, он же лицевой счёт: {contract}.

{brand}', ${now}, 1),
    ('activated', 'ru', 'sms', null, 'Добро пожаловать! Номер {phone}, тариф «{tariff}», лицевой счёт {contract}. {brand}', ${now}, 1),
    ('activated', 'en', 'email', 'Number {phone} is active', 'Dear {customer},

number {phone} is active on tariff {tariff}. Your contract and account number: {contract}.

{brand}', ${now}, 1),
    ('activated', 'en', 'sms', null, 'Welcome! Number {phone}, account {contract}', ${now}, 1),
    ('charge_reminder', 'ru', 'email', 'Пополните счёт до {date}', 'Здравствуйте, {customer}!

{date} по договору {contract} (номер {phone}) спишется {amount} по тарифу «{tariff}».
На балансе {balance}, не хватает {due}. Пополните счёт, чтобы связь не прерывалась.

{brand}', ${now}, 1),
    ('charge_reminder', 'ru', 'sms', null, '{date} спишется {amount}, не хватает {due}. Пополните счёт {contract}. {brand}', ${now}, 1),
    ('charge_reminder', 'en', 'email', 'Top up before {date}', 'Dear {customer},

on {date} {amount} is due for contract {contract} (number {phone}), tariff {tariff}.
Your balance is {balance}, {due} is missing. Please top up to keep the service.

{brand}', ${now}, 1),
    ('charge_reminder', 'en', 'sms', null, '{amount} is due on {date}, {due} is missing. Please top up account {contract}', ${now}, 1),
    ('ticket_answered', 'ru', 'email', 'Ответ на обращение {ticket}', 'Здравствуйте, {customer}!

Мы ответили на ваше обращение {ticket} «{subject}»:

{answer}

{brand}', ${now}, 1),
    ('ticket_answered', 'ru', 'sms', null, 'Мы ответили на ваше обращение {ticket} «{subject}». {brand}', ${now}, 1),
    ('ticket_answered', 'en', 'email', 'Our answer to your request {ticket}', 'Dear {customer},

we have answered your request {ticket} “{subject}”:

{answer}

{brand}', ${now}, 1),
    ('ticket_answered', 'en', 'sms', null, 'We have answered your request {ticket}', ${now}, 1);
