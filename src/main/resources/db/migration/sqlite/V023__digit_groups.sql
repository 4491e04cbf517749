-- The full-text tables find numbers by their fragments as they are.
select 1;
