-- What a report of a mail server said of a mail that had been taken: it came back, or it is still tried.
alter table mail add column report text check (report in ('failed', 'delayed'));
