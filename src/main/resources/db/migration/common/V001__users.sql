-- A role: what a group of the staff may do. The four are fixed, their permissions are edited by the Admin.
create table role (
    code    varchar(20) not null primary key,
    version bigint      not null default 0
);

-- A permission of a role.
create table role_permission (
    role_code  varchar(20) not null references role (code),
    permission varchar(40) not null,

    primary key (role_code, permission)
);

insert into role (code) values ('employee'), ('operator'), ('supervisor'), ('admin');

-- What the employee may do.
insert into role_permission (role_code, permission) values
    ('employee', 'customers.view'),
    ('employee', 'sims.view'),
    ('employee', 'tariffs.view'),
    ('employee', 'contracts.view'),
    ('employee', 'payments.view'),
    ('employee', 'tickets.view'),
    ('employee', 'tickets.edit'),
    ('operator', 'customers.view'),
    ('operator', 'sims.view'),
    ('operator', 'tariffs.view'),
    ('operator', 'contracts.view'),
    ('operator', 'payments.view'),
    ('operator', 'tickets.view'),
    ('operator', 'tickets.edit'),
    ('supervisor', 'customers.view'),
    ('supervisor', 'sims.view'),
    ('supervisor', 'tariffs.view'),
    ('supervisor', 'contracts.view'),
    ('supervisor', 'payments.view'),
    ('supervisor', 'tickets.view'),
    ('supervisor', 'tickets.edit'),
    ('admin', 'customers.view'),
    ('admin', 'sims.view'),
    ('admin', 'tariffs.view'),
    ('admin', 'contracts.view'),
    ('admin', 'payments.view'),
    ('admin', 'tickets.view'),
    ('admin', 'tickets.edit');

-- What the operator may do beyond the employee.
insert into role_permission (role_code, permission) values
    ('operator', 'customers.edit'),
    ('operator', 'customers.personal_data'),
    ('operator', 'sims.edit'),
    ('operator', 'contracts.edit'),
    ('operator', 'contracts.activate'),
    ('operator', 'contracts.terminate'),
    ('operator', 'contracts.change_tariff'),
    ('operator', 'contracts.replace_sim'),
    ('operator', 'contracts.change_number'),
    ('operator', 'contracts.change_customer'),
    ('operator', 'blocks.voluntary'),
    ('operator', 'blocks.lost_sim'),
    ('operator', 'payments.take'),
    ('operator', 'promised_payments.give'),
    ('operator', 'tickets.assign'),
    ('supervisor', 'customers.edit'),
    ('supervisor', 'customers.personal_data'),
    ('supervisor', 'sims.edit'),
    ('supervisor', 'contracts.edit'),
    ('supervisor', 'contracts.activate'),
    ('supervisor', 'contracts.terminate'),
    ('supervisor', 'contracts.change_tariff'),
    ('supervisor', 'contracts.replace_sim'),
    ('supervisor', 'contracts.change_number'),
    ('supervisor', 'contracts.change_customer'),
    ('supervisor', 'blocks.voluntary'),
    ('supervisor', 'blocks.lost_sim'),
    ('supervisor', 'payments.take'),
    ('supervisor', 'promised_payments.give'),
    ('supervisor', 'tickets.assign'),
    ('admin', 'customers.edit'),
    ('admin', 'customers.personal_data'),
    ('admin', 'sims.edit'),
    ('admin', 'contracts.edit'),
    ('admin', 'contracts.activate'),
    ('admin', 'contracts.terminate'),
    ('admin', 'contracts.change_tariff'),
    ('admin', 'contracts.replace_sim'),
    ('admin', 'contracts.change_number'),
    ('admin', 'contracts.change_customer'),
    ('admin', 'blocks.voluntary'),
    ('admin', 'blocks.lost_sim'),
    ('admin', 'payments.take'),
    ('admin', 'promised_payments.give'),
    ('admin', 'tickets.assign');

-- What the supervisor may do beyond the operator.
insert into role_permission (role_code, permission) values
    ('supervisor', 'customers.confirm_duplicate'),
    ('supervisor', 'customers.merge'),
    ('supervisor', 'customers.delete'),
    ('supervisor', 'sims.secrets'),
    ('supervisor', 'sims.close'),
    ('supervisor', 'tariffs.edit'),
    ('supervisor', 'blocks.fraud'),
    ('supervisor', 'blocks.administrative'),
    ('supervisor', 'blocks.regulatory'),
    ('supervisor', 'payments.refund'),
    ('supervisor', 'payments.adjust'),
    ('supervisor', 'contracts.credit_limit'),
    ('supervisor', 'gateway.review'),
    ('supervisor', 'notifications.templates'),
    ('supervisor', 'imports.run'),
    ('supervisor', 'exports.run'),
    ('supervisor', 'reports.view'),
    ('supervisor', 'audit.view'),
    ('supervisor', 'charging.view'),
    ('admin', 'customers.confirm_duplicate'),
    ('admin', 'customers.merge'),
    ('admin', 'customers.delete'),
    ('admin', 'sims.secrets'),
    ('admin', 'sims.close'),
    ('admin', 'tariffs.edit'),
    ('admin', 'blocks.fraud'),
    ('admin', 'blocks.administrative'),
    ('admin', 'blocks.regulatory'),
    ('admin', 'payments.refund'),
    ('admin', 'payments.adjust'),
    ('admin', 'contracts.credit_limit'),
    ('admin', 'gateway.review'),
    ('admin', 'notifications.templates'),
    ('admin', 'imports.run'),
    ('admin', 'exports.run'),
    ('admin', 'reports.view'),
    ('admin', 'audit.view'),
    ('admin', 'charging.view');

-- What the admin may do beyond the supervisor.
insert into role_permission (role_code, permission) values
    ('admin', 'users.edit'),
    ('admin', 'roles.edit'),
    ('admin', 'settings.edit'),
    ('admin', 'charging.run'),
    ('admin', 'jobs.view'),
    ('admin', 'backups.run'),
    ('admin', 'customers.anonymise');

-- A person of the staff who can sign in. Never deleted, for the audit names them; deactivated instead.
create table user_account (
    id                   ${id},
    username             varchar(60)  not null,
    username_key         varchar(60)  not null unique,
    full_name            varchar(150) not null,
    email                varchar(254),
    role                 varchar(20)  not null references role (code),
    is_active            boolean      not null,
    password_hash        varchar(200) not null,
    must_change_password boolean      not null default false,
    -- older tokens are void
    tokens_valid_from_at ${timestamp} not null,
    language             varchar(2)   not null default 'ru' check (language in ('ru', 'en')),
    theme                varchar(10)  not null default 'system' check (theme in ('system', 'light', 'dark')),
    search_key           varchar(600) not null,
    last_login_at        ${timestamp},
    created_at           ${timestamp} not null,
    updated_at           ${timestamp} not null,
    version              bigint       not null default 0
);

create index user_account_role on user_account (role, is_active);

-- A browser in which somebody is signed in; the cookie itself is not stored, only its hash.
create table user_session (
    id         ${id},
    token_hash varchar(64)  not null unique,
    user_id    bigint       not null references user_account (id),
    address    varchar(60),
    browser    varchar(200),
    created_at ${timestamp} not null,
    seen_at    ${timestamp} not null
);

create index user_session_user on user_session (user_id);
create index user_session_seen on user_session (seen_at);

-- A refresh token of the API. Each is good for one use, which gives the next of its family.
create table refresh_token (
    token_hash varchar(64)  not null primary key,
    family     varchar(32)  not null,
    user_id    bigint       not null references user_account (id),
    expires_at ${timestamp} not null,
    used_at    ${timestamp},
    revoked_at ${timestamp}
);

create index refresh_token_family on refresh_token (family);
create index refresh_token_user on refresh_token (user_id);
create index refresh_token_expiry on refresh_token (expires_at);

-- Sign-ins that failed, counted per account, per address, or per account at an address it is known at.
create table sign_in_failure (
    counter          varchar(40)  not null primary key,
    failures         integer      not null,
    last_at          ${timestamp} not null,
    blocked_until_at ${timestamp}
);

create index sign_in_failure_last on sign_in_failure (last_at);

-- An address from which somebody has signed in before: strangers' failures don't count against them there.
create table known_address (
    user_id      bigint       not null references user_account (id),
    address      varchar(60)  not null,
    signed_in_at ${timestamp} not null,

    primary key (user_id, address)
);
