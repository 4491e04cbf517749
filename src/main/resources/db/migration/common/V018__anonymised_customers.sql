-- When the personal data of a customer who left was removed; the row itself stays, for its id, dates and contracts do.
alter table customer add column anonymised_at ${timestamp};
