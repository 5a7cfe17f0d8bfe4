-- The papers: layouts of an area, texts that are carried over, what was made and to whom it went, what is owed, the glossary.
-- A report layout that an area made of one of ours, or of its own: the same data as the files of
-- definitions/report-layouts. A change ends one and adds another.
create table report_layout (
  area_id uuid not null references area (id),
  id uuid not null,
  code text not null,
  layout jsonb not null,
  made_on date not null,
  made_by text not null,
  ended_on date,
  ended_by text,
  primary key (area_id, id)
);

create unique index report_layout_code on report_layout (area_id, code) where ended_on is null;

alter table report_layout enable row level security;

alter table report_layout force row level security;

create policy area_wall on report_layout
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on report_layout to goldenthread_app;

-- What people write into a report: carried over from last time until somebody writes it anew. `words` null: not applicable.
create table report_text (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  layout text not null,
  section text not null,
  words text,
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id)
);

create index report_text_of on report_text (area_id, plan_id, layout, section, recorded_at desc, id desc);

alter table report_text enable row level security;

alter table report_text force row level security;

create policy area_wall on report_text
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on report_text to goldenthread_app;

-- A report that was asked for. Its facts are kept as text under their hash, so that it can be made again to the letter.
create table paper (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  code text not null,
  title text not null,
  layout jsonb not null,
  as_at date not null,
  -- The frozen month whose facts it tells; null for the plan as it stood at the end of the day.
  cycle_id uuid,
  -- What it is compared with; null for nothing.
  since_cycle_id uuid,
  -- Of only what answers this review; null for the whole plan.
  review_id uuid,
  -- The same request is made once: everything that it depends on.
  request text not null,
  state text not null check (state in ('waiting', 'making', 'made', 'failed', 'cancelled')),
  -- Of its steps, how many are done.
  done integer not null default 0,
  steps integer not null default 0,
  fault text,
  facts text,
  sha256 text,
  asked_by_id uuid,
  asked_by text not null,
  asked_at timestamptz not null,
  -- When it last came a step further: what has stood still for long is given to a worker again.
  moved_at timestamptz not null,
  made_at timestamptz,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, review_id) references review (area_id, id),
  foreign key (area_id, cycle_id) references cycle (area_id, id),
  foreign key (area_id, since_cycle_id) references cycle (area_id, id),
  foreign key (area_id, asked_by_id) references person (area_id, id),
  check ((facts is null) = (sha256 is null))
);

create unique index paper_request on paper (area_id, request) where state in ('waiting', 'making', 'made');

create index paper_plan on paper (area_id, plan_id);

alter table paper enable row level security;

alter table paper force row level security;

create policy area_wall on paper
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on paper to goldenthread_app;

-- A paper in one format, as it was made.
create table paper_file (
  area_id uuid not null references area (id),
  paper_id uuid not null,
  format text not null check (format in ('html', 'docx', 'pdf', 'xlsx', 'csv', 'json')),
  name text not null,
  file_sha256 text not null,
  bytes integer not null,
  primary key (area_id, paper_id, format),
  foreign key (area_id, paper_id) references paper (area_id, id)
);

alter table paper_file enable row level security;

alter table paper_file force row level security;

create policy area_wall on paper_file
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on paper_file to goldenthread_app;

-- What a board or another audience is owed: how often, from when.
create table report_schedule (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  layout text not null,
  audience text not null,
  board_id uuid,
  rhythm text not null check (rhythm in ('monthly', 'quarterly', 'days')),
  -- Of monthly and quarterly: a phrase of the months' rules ("second Tuesday"). Of days: empty.
  day_words text not null default '',
  -- Of days: meetings that are known.
  days date[] not null default '{}',
  remind_days integer not null default 5 check (remind_days between 0 and 60),
  owner_id uuid,
  from_on date not null,
  ended_on date,
  made_by text not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id),
  foreign key (area_id, owner_id) references person (area_id, id)
);

alter table report_schedule enable row level security;

alter table report_schedule force row level security;

create policy area_wall on report_schedule
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on report_schedule to goldenthread_app;

-- To whom a paper went: it stays as it was then, for ever.
create table paper_sent (
  area_id uuid not null references area (id),
  id uuid not null,
  paper_id uuid not null,
  board_id uuid,
  -- In words, one a line: "Improvement Board", "Regional office".
  recipients text[] not null,
  -- By which schedule it was owed, and for which day; null when it was owed to nobody.
  schedule_id uuid,
  owed_on date,
  sent_on date not null,
  sent_by text not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, paper_id) references paper (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id),
  foreign key (area_id, schedule_id) references report_schedule (area_id, id),
  check ((schedule_id is null) = (owed_on is null))
);

create index paper_sent_paper on paper_sent (area_id, paper_id);

create index paper_sent_owed on paper_sent (area_id, schedule_id, owed_on);

alter table paper_sent enable row level security;

alter table paper_sent force row level security;

create policy area_wall on paper_sent
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on paper_sent to goldenthread_app;

-- The words of the sector: what an abbreviation stands for, and where it was read first.
create table term (
  area_id uuid not null references area (id),
  id uuid not null,
  term text not null,
  meaning text not null,
  first_use text,
  added_on date not null,
  added_by text not null,
  ended_on date,
  primary key (area_id, id)
);

create unique index term_once on term (area_id, lower(term)) where ended_on is null;

alter table term enable row level security;

alter table term force row level security;

create policy area_wall on term
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on term to goldenthread_app;
