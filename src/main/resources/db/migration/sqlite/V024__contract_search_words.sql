-- The full-text tables find names by their fragments as they are.
select 1;
