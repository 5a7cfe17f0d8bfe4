-- What a plan has to show to be judged so: which framework it is held against, which actions show which statement,
-- evidence under a statement, and the answers that the area gives of itself.
-- The judgement that is wanted by the end of a phase, in the words of the framework, from a day to a day.
create table phase_target (
  area_id uuid not null references area (id),
  id uuid not null,
  phase_id uuid not null,
  words text not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  primary key (area_id, id),
  foreign key (area_id, phase_id) references phase (area_id, id)
);

create unique index phase_target_once on phase_target (area_id, phase_id) where to_on is null;

alter table phase_target enable row level security;

alter table phase_target force row level security;

create policy area_wall on phase_target
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on phase_target to goldenthread_app;

-- A framework that a plan is held against: its code and version name a file of definitions/judgement-frameworks.
create table plan_framework (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  framework text not null,
  version text not null,
  grade text not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  chosen_by text not null,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

create unique index plan_framework_once on plan_framework (area_id, plan_id, framework, version, grade) where to_on is null;

alter table plan_framework enable row level security;

alter table plan_framework force row level security;

create policy area_wall on plan_framework
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on plan_framework to goldenthread_app;

-- An action or a milestone that shows a statement of a framework.
create table descriptor_link (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  framework text not null,
  version text not null,
  descriptor text not null,
  action_id uuid,
  milestone_id uuid,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  check (num_nonnulls(action_id, milestone_id) = 1)
);

create unique index descriptor_link_once on descriptor_link
  (area_id, framework, version, descriptor, coalesce(action_id, milestone_id)) where to_on is null;

create index descriptor_link_plan on descriptor_link (area_id, plan_id);

alter table descriptor_link enable row level security;

alter table descriptor_link force row level security;

create policy area_wall on descriptor_link
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on descriptor_link to goldenthread_app;

-- Evidence may stand under a statement of a framework, beside those of a printed table.
alter table evidence_use
  add column framework text,
  add column framework_version text,
  drop constraint evidence_use_check,
  drop constraint evidence_use_check1;

alter table evidence_use
  add constraint evidence_use_one check (num_nonnulls(milestone_id, criterion_id, table_id, framework) = 1),
  add constraint evidence_use_statement check ((table_id is null and framework is null) = (descriptor is null)),
  add constraint evidence_use_version check ((framework is null) = (framework_version is null));

drop index evidence_use_once;

create unique index evidence_use_once on evidence_use
  (area_id, evidence_id, plan_id, coalesce(milestone_id::text, criterion_id::text, table_id::text, framework || ' ' || framework_version), coalesce(descriptor, ''))
  where detached_on is null;

-- What the area says of itself, on one day: of each finding of a review, or of each statement of a framework.
create table self_assessment (
  area_id uuid not null references area (id),
  id uuid not null,
  title text not null,
  review_id uuid,
  framework text,
  version text,
  -- Whose: null for the whole area, else a partner.
  partner_id uuid,
  -- What is asked, as it stood when the round was opened: a later correction of a finding leaves an old round as it was.
  questions jsonb not null,
  opened_on date not null,
  opened_by text not null,
  closed_on date,
  closed_by text,
  next_due_on date,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, review_id) references review (area_id, id),
  foreign key (area_id, partner_id) references partner (area_id, id),
  check (num_nonnulls(review_id, framework) = 1),
  check ((framework is null) = (version is null))
);

alter table self_assessment enable row level security;

alter table self_assessment force row level security;

create policy area_wall on self_assessment
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on self_assessment to goldenthread_app;

-- Added to, never overwritten: the last answer to a question counts.
create table self_assessment_answer (
  area_id uuid not null references area (id),
  id uuid not null,
  assessment_id uuid not null,
  finding_id uuid,
  descriptor text,
  rating text not null check (rating in ('met', 'partly', 'not_met', 'not_applicable')),
  words text not null,
  evidence_ids uuid[] not null default '{}',
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, assessment_id) references self_assessment (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id),
  check (num_nonnulls(finding_id, descriptor) = 1)
);

create index self_assessment_answer_of on self_assessment_answer (area_id, assessment_id);

alter table self_assessment_answer enable row level security;

alter table self_assessment_answer force row level security;

create policy area_wall on self_assessment_answer
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on self_assessment_answer to goldenthread_app;

-- What a measure of success says: added to, never overwritten; the last counts.
create table measure_answer (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  measure_id uuid not null,
  standing text not null check (standing in ('met', 'towards', 'not_met', 'no_data')),
  value text,
  words text not null,
  -- The day or the end of the period that the value speaks of.
  about_on date,
  evidence_id uuid,
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, measure_id) references measure (area_id, id),
  foreign key (area_id, evidence_id) references evidence (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id)
);

create index measure_answer_plan on measure_answer (area_id, plan_id);

create index measure_answer_measure on measure_answer (area_id, measure_id);

alter table measure_answer enable row level security;

alter table measure_answer force row level security;

create policy area_wall on measure_answer
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on measure_answer to goldenthread_app;

-- Criteria and measures may be added by hand, said otherwise and taken away again. What is said otherwise ends and begins
-- again: `first_id` names the row under which it was known from the start, and to which evidence and answers belong.
alter table success_criterion
  add column from_on date,
  add column to_on date check (to_on >= from_on),
  add column first_id uuid,
  add column made_by text,
  add column ended_by text,
  add column ended_because text,
  add column once uuid,
  add constraint success_criterion_first foreign key (area_id, first_id) references success_criterion (area_id, id),
  add constraint success_criterion_sent_once unique (area_id, once);

alter table measure
  add column from_on date,
  add column to_on date check (to_on >= from_on),
  add column first_id uuid,
  add column made_by text,
  add column ended_by text,
  add column ended_because text,
  add column once uuid,
  add constraint measure_first foreign key (area_id, first_id) references measure (area_id, id),
  add constraint measure_sent_once unique (area_id, once);

create index measure_criterion on measure (area_id, criterion_id) where criterion_id is not null;

create index measure_finding on measure (area_id, finding_id) where finding_id is not null;

create index success_criterion_finding on success_criterion (area_id, finding_id) where finding_id is not null;
