-- What is made of an update: judged by somebody else, asked about, supported, and talked over.

-- "X for Y": who spoke is the author, for whom stands here. A status of which the lead was asked "are you sure?" keeps
-- what they were asked. Not achieved says why, how it is made good, and by when.
alter table progress add column for_id uuid;

alter table progress add column for_words text;

alter table progress add column concerns jsonb not null default '[]';

alter table progress add column reason text;

alter table progress add column recovery text;

alter table progress add column proposed_due date;

alter table progress add foreign key (area_id, for_id) references person (area_id, id);

-- What somebody else said of an update. A claim of completion counts as verified from the day on which it is.
create table assessment (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  milestone_id uuid not null,
  progress_id uuid not null,
  verdict text not null check (verdict in ('accepted', 'queried', 'verified', 'returned')),
  words text,
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, progress_id) references progress (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id),
  check (verdict = 'accepted' or words is not null)
);

create index assessment_progress on assessment (area_id, progress_id, recorded_at desc);

create index assessment_milestone on assessment (area_id, milestone_id);

create index assessment_plan on assessment (area_id, plan_id);

alter table assessment enable row level security;

alter table assessment force row level security;

create policy area_wall on assessment
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on assessment to goldenthread_app;

-- Help that was asked for, of a person, a post or a board, until it is met or no longer wanted.
create table support_request (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  milestone_id uuid not null,
  progress_id uuid,
  words text not null,
  to_person_id uuid,
  to_post_id uuid,
  to_board_id uuid,
  to_words text not null,
  wanted_by date,
  state text not null check (state in ('open', 'met', 'withdrawn')),
  opened_by_id uuid,
  opened_by text not null,
  opened_on date not null,
  opened_at timestamptz not null,
  closed_by text,
  closed_on date,
  closed_at timestamptz,
  closing_words text,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, progress_id) references progress (area_id, id),
  foreign key (area_id, to_person_id) references person (area_id, id),
  foreign key (area_id, to_post_id) references post (area_id, id),
  foreign key (area_id, to_board_id) references board (area_id, id),
  foreign key (area_id, opened_by_id) references person (area_id, id),
  check (num_nonnulls(to_person_id, to_post_id, to_board_id) <= 1),
  check ((state = 'open') = (closed_on is null))
);

create index support_request_plan on support_request (area_id, plan_id, state);

create index support_request_milestone on support_request (area_id, milestone_id);

alter table support_request enable row level security;

alter table support_request force row level security;

create policy area_wall on support_request
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on support_request to goldenthread_app;

-- Words between people about one thing. What answers a query names the assessment that asked.
create table remark (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  milestone_id uuid,
  action_id uuid,
  support_id uuid,
  answers uuid,
  words text not null,
  -- People and posts.
  mentions uuid[] not null default '{}',
  -- What it made of a request: {"state": "met"}, {"to": {"was", "now"}}, {"wantedBy": {"was", "now"}}. A past day is
  -- worked out from these, so `said_on` is the day from which it counts.
  moves jsonb not null default '{}',
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, support_id) references support_request (area_id, id),
  foreign key (area_id, answers) references assessment (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id),
  check (num_nonnulls(milestone_id, action_id, support_id) = 1),
  check (support_id is not null or moves = '{}')
);

create index remark_plan on remark (area_id, plan_id);

create index remark_milestone on remark (area_id, milestone_id) where milestone_id is not null;

create index remark_support on remark (area_id, support_id) where support_id is not null;

create index remark_answers on remark (area_id, answers) where answers is not null;

alter table remark enable row level security;

alter table remark force row level security;

create policy area_wall on remark
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on remark to goldenthread_app;

-- Who sits on a board: what is asked of the board reaches them.
create table board_seat (
  area_id uuid not null references area (id),
  id uuid not null,
  board_id uuid not null,
  person_id uuid not null,
  chair boolean not null default false,
  from_on date not null,
  to_on date check (to_on >= from_on),
  primary key (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id)
);

create index board_seat_person on board_seat (area_id, person_id);

alter table board_seat enable row level security;

alter table board_seat force row level security;

create policy area_wall on board_seat
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on board_seat to goldenthread_app;

-- A reader's own way of looking at a plan, and for everybody if they say so.
create table saved_view (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  person_id uuid not null,
  name text not null,
  -- What stands after the question mark of the plan's address.
  query text not null,
  shared boolean not null default false,
  made_at timestamptz not null,
  primary key (area_id, id),
  unique (area_id, plan_id, person_id, name),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id)
);

alter table saved_view enable row level security;

alter table saved_view force row level security;

create policy area_wall on saved_view
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update, delete on saved_view to goldenthread_app;
