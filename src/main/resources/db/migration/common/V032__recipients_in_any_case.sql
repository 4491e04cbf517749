-- An address is looked for as people type it.
create index notification_recipient_lower on notification (lower(recipient), id);
drop index notification_recipient;
