-- The month: opened by a rule or by hand, asked, chased, and frozen as it stood.

-- By which rules a plan's months run: phrases such as "first working day" or "5 working days before the board".
create table cycle_rule (
  area_id uuid not null references area (id),
  plan_id uuid not null,
  opens_rule text not null,
  due_rule text not null,
  review_rule text not null,
  freeze_rule text not null,
  -- "third Thursday"; null where no board's day is counted from.
  board_meets text,
  board_id uuid,
  -- Whether the timetable opens the month and sends what is due, or a person does.
  automatic boolean not null default false,
  -- Working days before the due day on which whoever has not answered is reminded.
  remind_before integer[] not null default '{}',
  -- Working days after the due day on which the action's lead, and the theme's, is told.
  escalate_to_action integer,
  escalate_to_theme integer,
  set_by text not null,
  set_at timestamptz not null,
  primary key (area_id, plan_id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id)
);

alter table cycle_rule enable row level security;

alter table cycle_rule force row level security;

create policy area_wall on cycle_rule
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on cycle_rule to goldenthread_app;

create table cycle (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  -- The first day of the month.
  period date not null,
  opens_on date not null,
  due_on date not null,
  review_on date not null,
  freeze_on date not null,
  opened_by text not null,
  opened_at timestamptz not null,
  -- Up to which day the timetable has chased.
  chased_on date not null,
  frozen_at timestamptz,
  primary key (area_id, id),
  unique (area_id, plan_id, period),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table cycle enable row level security;

alter table cycle force row level security;

create policy area_wall on cycle
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on cycle to goldenthread_app;

-- The milestones that a month asks about: live ones, and those that are due.
create table cycle_milestone (
  area_id uuid not null references area (id),
  cycle_id uuid not null,
  milestone_id uuid not null,
  primary key (area_id, cycle_id, milestone_id),
  foreign key (area_id, cycle_id) references cycle (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id)
);

alter table cycle_milestone enable row level security;

alter table cycle_milestone force row level security;

create policy area_wall on cycle_milestone
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on cycle_milestone to goldenthread_app;

-- One lead asked, once a month, by one signed link: bound to person, milestones and month, and revocable.
create table ask (
  area_id uuid not null references area (id),
  id uuid not null,
  cycle_id uuid not null,
  person_id uuid not null,
  -- Who sees to it while they are away.
  stand_in_id uuid,
  expires_at timestamptz not null,
  asked_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (area_id, id),
  unique (area_id, cycle_id, person_id),
  foreign key (area_id, cycle_id) references cycle (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id),
  foreign key (area_id, stand_in_id) references person (area_id, id)
);

alter table ask enable row level security;

alter table ask force row level security;

create policy area_wall on ask
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on ask to goldenthread_app;

create table ask_milestone (
  area_id uuid not null references area (id),
  ask_id uuid not null,
  milestone_id uuid not null,
  primary key (area_id, ask_id, milestone_id),
  foreign key (area_id, ask_id) references ask (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id)
);

create index ask_milestone_milestone on ask_milestone (area_id, milestone_id);

alter table ask_milestone enable row level security;

alter table ask_milestone force row level security;

create policy area_wall on ask_milestone
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on ask_milestone to goldenthread_app;

-- Each time that somebody was reminded, or somebody above them was told.
create table chase (
  area_id uuid not null references area (id),
  id uuid not null,
  ask_id uuid not null,
  rung text not null check (rung in ('reminder', 'action_lead', 'theme_lead')),
  to_person_id uuid not null,
  -- Milestones that were silent then.
  silent integer not null,
  sent_by text not null,
  sent_on date not null,
  sent_at timestamptz not null,
  primary key (area_id, id),
  unique (area_id, ask_id, rung, to_person_id, sent_on),
  foreign key (area_id, ask_id) references ask (area_id, id),
  foreign key (area_id, to_person_id) references person (area_id, id)
);

alter table chase enable row level security;

alter table chase force row level security;

create policy area_wall on chase
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on chase to goldenthread_app;

-- A month as it stood when it was frozen. The words are kept as text, so that their hash can be worked out again.
create table frozen_month (
  area_id uuid not null references area (id),
  cycle_id uuid not null,
  facts text not null,
  sha256 text not null,
  milestones integer not null,
  facts_on date not null,
  frozen_by text not null,
  frozen_at timestamptz not null,
  primary key (area_id, cycle_id),
  foreign key (area_id, cycle_id) references cycle (area_id, id)
);

alter table frozen_month enable row level security;

alter table frozen_month force row level security;

create policy area_wall on frozen_month
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on frozen_month to goldenthread_app;
