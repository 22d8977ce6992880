-- A file that was made by mistake is annulled: it leaves lists and search; what was recorded stays in the ledger.
alter table "case".file drop constraint file_status_check;
alter table "case".file add constraint file_status_check check (status in ('open', 'closed', 'annulled'));
