-- Work to be done later or again and again, shared by all nodes; the shape is db-scheduler's.
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            ${bytes},
    execution_time       ${timestamp} not null,
    picked               boolean      not null,
    picked_by            varchar(100),
    last_success         ${timestamp},
    last_failure         ${timestamp},
    consecutive_failures integer,
    last_heartbeat       ${timestamp},
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
