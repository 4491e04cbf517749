-- A person or a company we serve, with everything staff know about them.
create table customer (
    id                 ${id},
    kind               varchar(10)  not null check (kind in ('person', 'company')),
    last_name          varchar(100),
    first_name         varchar(100),
    middle_name        varchar(100),
    birth_date         date,
    document_type      varchar(20)  check (document_type in ('passport_rf', 'foreign')),
    document_country   varchar(2),
    passport_series    varchar(4),
    passport_number    varchar(25),
    passport_issued_by varchar(300),
    passport_issued_on date,
    inn                varchar(12),
    kpp                varchar(9),
    ogrn               varchar(15),
    company_name       varchar(300),
    contact_person     varchar(200),
    representative     varchar(300),
    citizenship        varchar(2),
    address            varchar(500),
    phone              varchar(16)  not null,
    email              varchar(254),
    language           varchar(2)   not null check (language in ('ru', 'en')),
    code_word          varchar(100),
    consent_on         date,
    note               varchar(4000),
    full_name          varchar(310) not null,
    status             varchar(10)  not null check (status in ('new', 'active', 'blocked', 'former')),
    created_at         ${timestamp} not null,
    updated_at         ${timestamp} not null,
    updated_by         varchar(150),
    version            bigint       not null,

    -- what rows are found and compared by, made of the fields above; ordered byte by byte
    name_key           varchar(400) ${binary} not null,
    email_key          varchar(300) ${binary},
    document_key       varchar(40)  ${binary},
    document_copy      integer      not null,
    company_key        varchar(30)  ${binary},
    company_copy       integer      not null,
    search_text        varchar(1100) ${binary} not null,
    address_key        varchar(600) ${binary},

    -- a copy number above zero says that somebody confirmed the likeness
    unique (document_key, document_copy),
    unique (company_key, company_copy),
    check (document_copy >= 0 and company_copy >= 0),
    check (kind <> 'person' or last_name is not null and first_name is not null),
    check (kind <> 'company' or company_name is not null and inn is not null and company_key is not null),
    check (document_key is null or document_type is not null and passport_number is not null)
);

create index customer_name on customer (name_key, id);
create index customer_status on customer (status, id);
create index customer_kind on customer (kind, id);
create index customer_created on customer (created_at, id);
create index customer_updated on customer (updated_at, id);
create index customer_birth on customer (birth_date, id);
create index customer_phone on customer (phone);
create index customer_email on customer (email_key) where email_key is not null;
create index customer_inn on customer (inn) where inn is not null;

-- How many customers there are of each status. Writers only insert, so that they never wait for one another; a job
-- folds the rows of a status into one.
create table customer_count (
    id     ${id},
    status varchar(10) not null,
    amount bigint      not null
);
