-- What an action leans on, what it costs, and who else carries it; risks and issues of the programme.
-- "Also see 2.02", "depends on 1.03b": a link, or words whose number leads nowhere.
create table dependency (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  kind text not null check (kind in ('depends_on', 'see_also')),
  action_id uuid,
  milestone_id uuid,
  to_action_id uuid,
  to_milestone_id uuid,
  words text not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, to_action_id) references action (area_id, id),
  foreign key (area_id, to_milestone_id) references milestone (area_id, id),
  check (num_nonnulls(action_id, milestone_id) = 1),
  check (num_nonnulls(to_action_id, to_milestone_id) <= 1)
);

create index dependency_plan on dependency (area_id, plan_id);

-- One link of a kind between two things at a time.
create unique index dependency_open on dependency
  (area_id, coalesce(action_id, milestone_id), kind, coalesce(to_action_id, to_milestone_id)) where to_on is null;

alter table dependency enable row level security;

alter table dependency force row level security;

create policy area_wall on dependency
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on dependency to goldenthread_app;

-- Money for an action, in whole pounds: one line for each source and year. A correction ends a line and adds another.
create table budget_line (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  action_id uuid not null,
  -- The year in which the financial year begins.
  year integer check (year between 2000 and 2100),
  source text not null,
  needed bigint check (needed >= 0),
  allocated bigint check (allocated >= 0),
  words text,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id)
);

create index budget_line_plan on budget_line (area_id, plan_id);

alter table budget_line enable row level security;

alter table budget_line force row level security;

create policy area_wall on budget_line
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on budget_line to goldenthread_app;

-- A plan of a partner, a directorate, a team or a person that carries parts of ours; each may stand under another.
create table host_plan (
  area_id uuid not null references area (id),
  id uuid not null,
  level text not null check (level in ('partner', 'directorate', 'team', 'personal')),
  title text not null,
  partner_id uuid,
  parent_id uuid,
  owner_words text not null,
  owner_post_id uuid,
  review_due_on date,
  ended_on date,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, partner_id) references partner (area_id, id),
  foreign key (area_id, parent_id) references host_plan (area_id, id),
  foreign key (area_id, owner_post_id) references post (area_id, id)
);

alter table host_plan enable row level security;

alter table host_plan force row level security;

create policy area_wall on host_plan
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on host_plan to goldenthread_app;

-- The yearly review of such a plan: whether it still carries what it should.
create table host_plan_review (
  area_id uuid not null references area (id),
  id uuid not null,
  host_plan_id uuid not null,
  reviewed_on date not null,
  words text not null,
  author_words text not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, host_plan_id) references host_plan (area_id, id)
);

alter table host_plan_review enable row level security;

alter table host_plan_review force row level security;

create policy area_wall on host_plan_review
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on host_plan_review to goldenthread_app;

create table carriage (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  action_id uuid,
  milestone_id uuid,
  host_plan_id uuid not null,
  -- Its number or heading there.
  reference text,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, host_plan_id) references host_plan (area_id, id),
  check (num_nonnulls(action_id, milestone_id) = 1)
);

create unique index carriage_once on carriage (area_id, host_plan_id, coalesce(action_id, milestone_id)) where to_on is null;

create index carriage_plan on carriage (area_id, plan_id);

alter table carriage enable row level security;

alter table carriage force row level security;

create policy area_wall on carriage
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on carriage to goldenthread_app;

-- A risk or an issue of the programme. What is said of it stands in risk_state.
create table risk (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  kind text not null check (kind in ('risk', 'issue')),
  number integer not null,
  raised_on date not null,
  raised_by_id uuid,
  raised_by text not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  unique (area_id, plan_id, number),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, raised_by_id) references person (area_id, id)
);

alter table risk enable row level security;

alter table risk force row level security;

create policy area_wall on risk
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on risk to goldenthread_app;

-- A risk as it stood from a day on, whole: added to, never overwritten; the last counts.
create table risk_state (
  area_id uuid not null references area (id),
  id uuid not null,
  risk_id uuid not null,
  plan_id uuid not null,
  title text not null,
  cause text not null,
  effect text not null,
  -- 1 to 5, before anything is done about it, and as it stands with what is done.
  likelihood_before integer not null check (likelihood_before between 1 and 5),
  impact_before integer not null check (impact_before between 1 and 5),
  likelihood_after integer not null check (likelihood_after between 1 and 5),
  impact_after integer not null check (impact_after between 1 and 5),
  response text not null check (response in ('treat', 'tolerate', 'transfer', 'terminate')),
  response_words text not null,
  owner_words text not null,
  owner_person_id uuid,
  owner_post_id uuid,
  review_on date,
  state text not null check (state in ('open', 'closed')),
  because text,
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, risk_id) references risk (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, owner_person_id) references person (area_id, id),
  foreign key (area_id, owner_post_id) references post (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id)
);

create index risk_state_risk on risk_state (area_id, risk_id, said_on desc, recorded_at desc, id desc);

create index risk_state_plan on risk_state (area_id, plan_id);

alter table risk_state enable row level security;

alter table risk_state force row level security;

create policy area_wall on risk_state
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on risk_state to goldenthread_app;

-- What a risk threatens.
create table risk_link (
  area_id uuid not null references area (id),
  id uuid not null,
  risk_id uuid not null,
  plan_id uuid not null,
  finding_id uuid,
  theme_id uuid,
  action_id uuid,
  milestone_id uuid,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  primary key (area_id, id),
  foreign key (area_id, risk_id) references risk (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id),
  foreign key (area_id, theme_id) references theme (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  check (num_nonnulls(finding_id, theme_id, action_id, milestone_id) = 1)
);

create index risk_link_risk on risk_link (area_id, risk_id);

alter table risk_link enable row level security;

alter table risk_link force row level security;

create policy area_wall on risk_link
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on risk_link to goldenthread_app;
