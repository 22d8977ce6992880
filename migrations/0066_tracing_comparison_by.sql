-- Who began a comparison is a person's name: sealed, as everywhere.
alter table tracing.comparison drop column by_label;
alter table tracing.comparison add column by_sealed bytea;
