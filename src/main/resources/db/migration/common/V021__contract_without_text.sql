alter table contract drop column search_text;
