-- Reviews and their findings; plans, their actions and milestones; what was said of them, and what was changed.
create table review (
  area_id uuid not null references area (id),
  id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  published_on date,
  judgement text,
  primary key (area_id, id)
);

alter table review enable row level security;

alter table review force row level security;

create policy area_wall on review
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on review to goldenthread_app;

create table finding (
  area_id uuid not null references area (id),
  id uuid not null,
  review_id uuid not null,
  position integer not null,
  ref text not null,
  group_name text,
  words text not null,
  remark text,
  deadline_words text,
  deadline_on date,
  deadline_precision text check (deadline_precision in ('day', 'month', 'quarter', 'season', 'year')),
  primary key (area_id, id),
  unique (area_id, review_id, ref),
  foreign key (area_id, review_id) references review (area_id, id)
);

alter table finding enable row level security;

alter table finding force row level security;

create policy area_wall on finding
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on finding to goldenthread_app;

create table plan (
  area_id uuid not null references area (id),
  id uuid not null,
  title text not null,
  commitment text,
  -- What this plan calls its columns, where it differs from the product's words: {"milestone": "Task"}.
  headings jsonb not null default '{}',
  -- The first day on which the plan is known to have stood as it is held.
  in_force_from date not null,
  created_at timestamptz not null,
  primary key (area_id, id)
);

alter table plan enable row level security;

alter table plan force row level security;

create policy area_wall on plan
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on plan to goldenthread_app;

create table plan_review (
  area_id uuid not null references area (id),
  plan_id uuid not null,
  review_id uuid not null,
  primary key (area_id, plan_id, review_id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, review_id) references review (area_id, id)
);

alter table plan_review enable row level security;

alter table plan_review force row level security;

create policy area_wall on plan_review
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on plan_review to goldenthread_app;

create table edition (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  number integer not null,
  label text not null,
  state text not null check (state in ('draft', 'approved', 'superseded')),
  approved_by text,
  approved_on date,
  in_force_from date not null,
  primary key (area_id, id),
  unique (area_id, plan_id, number),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table edition enable row level security;

alter table edition force row level security;

create policy area_wall on edition
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on edition to goldenthread_app;

create table theme (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  position integer not null,
  name text not null,
  outcome text,
  primary key (area_id, id),
  unique (area_id, plan_id, name),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table theme enable row level security;

alter table theme force row level security;

create policy area_wall on theme
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on theme to goldenthread_app;

create table phase (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  position integer not null,
  name text not null,
  ends_on date,
  outcome text,
  primary key (area_id, id),
  unique (area_id, plan_id, name),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table phase enable row level security;

alter table phase force row level security;

create policy area_wall on phase
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on phase to goldenthread_app;

-- The result wanted for children, in the plan's words; several actions may share one.
create table outcome (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  position integer not null,
  words text not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table outcome enable row level security;

alter table outcome force row level security;

create policy area_wall on outcome
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on outcome to goldenthread_app;

create table action (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  theme_id uuid,
  phase_id uuid,
  outcome_id uuid,
  position integer not null,
  ref text,
  words text not null,
  live_from date not null,
  dropped_on date,
  dropped_because text,
  extra jsonb not null default '{}',
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, theme_id) references theme (area_id, id),
  foreign key (area_id, phase_id) references phase (area_id, id),
  foreign key (area_id, outcome_id) references outcome (area_id, id),
  check ((dropped_on is null) = (dropped_because is null))
);

create index action_plan on action (area_id, plan_id, position);

alter table action enable row level security;

alter table action force row level security;

create policy area_wall on action
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on action to goldenthread_app;

create table milestone (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  action_id uuid not null,
  position integer not null,
  ref text,
  words text not null,
  start_on date,
  start_precision text check (start_precision in ('day', 'month', 'quarter', 'season', 'year')),
  start_words text,
  due_on date,
  due_precision text check (due_precision in ('day', 'month', 'quarter', 'season', 'year')),
  due_words text,
  live_from date not null,
  dropped_on date,
  dropped_because text,
  -- Columns of the original document that no field carries: {"Resources": "Within budget"}.
  extra jsonb not null default '{}',
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  check ((start_on is null) = (start_precision is null)),
  check ((due_on is null) = (due_precision is null)),
  check ((dropped_on is null) = (dropped_because is null))
);

create index milestone_plan on milestone (area_id, plan_id, position);

create index milestone_action on milestone (area_id, action_id);

alter table milestone enable row level security;

alter table milestone force row level security;

create policy area_wall on milestone
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on milestone to goldenthread_app;

-- Who leads: a person, a post, a partner, or words that an import could not settle.
create table lead (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  theme_id uuid,
  action_id uuid,
  milestone_id uuid,
  position integer not null,
  part text not null check (part in ('accountable', 'lead', 'support')),
  person_id uuid,
  post_id uuid,
  partner_id uuid,
  words text not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, theme_id) references theme (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id),
  foreign key (area_id, post_id) references post (area_id, id),
  foreign key (area_id, partner_id) references partner (area_id, id),
  check (num_nonnulls(theme_id, action_id, milestone_id) = 1),
  check (num_nonnulls(person_id, post_id, partner_id) <= 1)
);

create index lead_plan on lead (area_id, plan_id);

create index lead_milestone on lead (area_id, milestone_id) where milestone_id is not null;

create index lead_action on lead (area_id, action_id) where action_id is not null;

create index lead_person on lead (area_id, person_id) where person_id is not null;

create index lead_post on lead (area_id, post_id) where post_id is not null;

alter table lead enable row level security;

alter table lead force row level security;

create policy area_wall on lead
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, delete on lead to goldenthread_app;

-- What an action or a milestone says that it answers, in its own words; without a finding it is flagged, never lost.
create table citation (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  action_id uuid,
  milestone_id uuid,
  finding_id uuid,
  position integer not null,
  words text not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id),
  check (num_nonnulls(action_id, milestone_id) = 1)
);

create index citation_plan on citation (area_id, plan_id);

create index citation_finding on citation (area_id, finding_id) where finding_id is not null;

create index citation_milestone on citation (area_id, milestone_id) where milestone_id is not null;

create index citation_action on citation (area_id, action_id) where action_id is not null;

alter table citation enable row level security;

alter table citation force row level security;

create policy area_wall on citation
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, delete on citation to goldenthread_app;

create table board (
  area_id uuid not null references area (id),
  id uuid not null,
  name text not null,
  primary key (area_id, id),
  unique (area_id, name)
);

alter table board enable row level security;

alter table board force row level security;

create policy area_wall on board
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on board to goldenthread_app;

create table monitoring (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  board_id uuid not null,
  action_id uuid,
  milestone_id uuid,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  check (num_nonnulls(action_id, milestone_id) = 1)
);

create index monitoring_plan on monitoring (area_id, plan_id);

create index monitoring_milestone on monitoring (area_id, milestone_id) where milestone_id is not null;

create index monitoring_action on monitoring (area_id, action_id) where action_id is not null;

alter table monitoring enable row level security;

alter table monitoring force row level security;

create policy area_wall on monitoring
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, delete on monitoring to goldenthread_app;

-- What success looks like: of an action, or of a finding where a plan is written under its recommendations.
create table success_criterion (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  action_id uuid,
  finding_id uuid,
  position integer not null,
  words text not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id),
  check (num_nonnulls(action_id, finding_id) = 1)
);

create index success_criterion_plan on success_criterion (area_id, plan_id);

alter table success_criterion enable row level security;

alter table success_criterion force row level security;

create policy area_wall on success_criterion
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on success_criterion to goldenthread_app;

create table measure (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  criterion_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('indicator', 'audit', 'survey', 'document', 'register', 'other')),
  words text not null,
  answer text,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, criterion_id) references success_criterion (area_id, id)
);

create index measure_plan on measure (area_id, plan_id);

alter table measure enable row level security;

alter table measure force row level security;

create policy area_wall on measure
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on measure to goldenthread_app;

-- Said of a milestone, or of a whole action by its lead (a judgement apart from the roll-up). Never overwritten.
create table progress (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  milestone_id uuid,
  action_id uuid,
  -- First day of the month that it speaks of.
  period date,
  -- The day whose state it tells: today when said on a page, the document's day when imported.
  said_on date not null,
  status text check (status in ('not_started', 'on_track', 'achieved', 'off_track', 'not_achieved')),
  status_words text,
  done text not null,
  next text,
  support text,
  evidence text,
  author_id uuid,
  author_words text not null,
  recorded_at timestamptz not null,
  -- Made with the form, so that a form sent twice is one update.
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id),
  check (num_nonnulls(milestone_id, action_id) = 1)
);

create index progress_action on progress (area_id, action_id, said_on desc, recorded_at desc, id desc)
  where action_id is not null;

create index progress_milestone on progress (area_id, milestone_id, said_on desc, recorded_at desc, id desc)
  where milestone_id is not null;

alter table progress enable row level security;

alter table progress force row level security;

create policy area_wall on progress
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on progress to goldenthread_app;

-- Every change of a plan field, from which the plan of a past day is worked out. Never overwritten.
create table plan_change (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  thing_kind text not null check (thing_kind in ('plan', 'action', 'milestone')),
  thing_id uuid not null,
  field text not null,
  was jsonb,
  now jsonb,
  reason text,
  changed_on date not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

create index plan_change_plan on plan_change (area_id, plan_id, changed_on);

create index plan_change_thing on plan_change (area_id, thing_id);

alter table plan_change enable row level security;

alter table plan_change force row level security;

create policy area_wall on plan_change
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on plan_change to goldenthread_app;
