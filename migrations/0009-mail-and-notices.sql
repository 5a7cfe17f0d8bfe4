-- Mail waits in the database until a mail server has taken it, and what people are told is kept where they can find it.

-- Written in the transaction that causes it; handed over at most once. `unsure` is mail of which nobody can say whether
-- the mail server kept it: a person decides whether it is sent again. `withdrawn` is mail that had no cause any more.
create table mail (
  area_id uuid not null references area (id),
  id uuid not null,
  kind text not null,
  person_id uuid,
  -- One line each: whatever stands here becomes a header.
  address text not null check (address !~ '[[:cntrl:]]'),
  subject text not null check (subject !~ '[[:cntrl:]]'),
  text text not null,
  -- Marks in the text that become signed links as it is handed over: no secret lies here.
  links jsonb not null default '[]',
  -- The same cause asks under the same key, and so once.
  once text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'unsure', 'stopped', 'withdrawn')),
  -- Since it was asked for last: sending it again begins anew.
  attempts integer not null default 0,
  due_at timestamptz not null,
  -- What the mail server said last.
  answer text,
  written_at timestamptz not null,
  claimed_at timestamptz,
  settled_at timestamptz,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, person_id) references person (area_id, id)
);

create index mail_due on mail (area_id, state, due_at);

create index mail_written on mail (area_id, written_at desc, id desc);

alter table mail enable row level security;

alter table mail force row level security;

create policy area_wall on mail
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on mail to goldenthread_app;

-- What somebody is told on the site, and by mail as they wish.
create table notice (
  area_id uuid not null references area (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  words text not null,
  href text not null check (href ~ '^/([^/]|$)'),
  once text not null,
  made_at timestamptz not null,
  read_at timestamptz,
  -- What its reader wished when it was made: a wish holds from then on, and brings no old notices along.
  mail text not null check (mail in ('at_once', 'daily', 'never')),
  -- When it went into a mail; null while it waits for the daily one, or for one that is never written.
  mailed_at timestamptz,
  primary key (area_id, id),
  unique (area_id, person_id, once),
  foreign key (area_id, person_id) references person (area_id, id)
);

create index notice_person on notice (area_id, person_id, made_at desc);

create index notice_to_mail on notice (area_id, person_id) where mail = 'daily' and mailed_at is null and read_at is null;

alter table notice enable row level security;

alter table notice force row level security;

create policy area_wall on notice
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on notice to goldenthread_app;

create table notice_preference (
  area_id uuid not null references area (id),
  person_id uuid not null,
  mail text not null check (mail in ('at_once', 'daily', 'never')),
  primary key (area_id, person_id),
  foreign key (area_id, person_id) references person (area_id, id)
);

alter table notice_preference enable row level security;

alter table notice_preference force row level security;

create policy area_wall on notice_preference
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on notice_preference to goldenthread_app;
