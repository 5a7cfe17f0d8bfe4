-- The register of reviews: when each was held or is expected, what it judged, what it asks for by when; findings of
-- several reviews that are the same; and since when a thing answers a finding.
alter table review
  add column state text not null default 'published' check (state in ('expected', 'held', 'published')),
  add column expected_on date,
  add column expected_words text,
  add column held_from date,
  add column held_to date,
  add column received_on date,
  -- By when a plan that answers it is owed: its phrase, and the day that it works out to.
  add column plan_due_words text,
  add column plan_due_on date,
  add column url text,
  add column file_id uuid,
  add column remark text,
  add column added_on date,
  -- Made with the form, so that a form sent twice is one review.
  add column once uuid,
  add constraint review_once unique (area_id, once),
  add constraint review_file foreign key (area_id, file_id) references stored_file (area_id, id);

-- A headline that a review gives without a text yet is a theme; who within a joint review said it is its provenance.
-- What was sent by one form bears its mark; findings of an import have neither a mark nor a day of adding.
alter table finding
  add column kind text not null default 'finding' check (kind in ('finding', 'theme')),
  add column provenance text,
  add column added_on date,
  add column once uuid;

-- What a review judged, area of judgement by area of judgement, in the grades of its day.
create table review_judgement (
  area_id uuid not null references area (id),
  id uuid not null,
  review_id uuid not null,
  position integer not null,
  about text not null,
  grade text not null,
  added_on date not null,
  added_by text not null,
  once uuid not null,
  -- Set when a correction took its place.
  withdrawn_on date check (withdrawn_on >= added_on),
  withdrawn_by text,
  primary key (area_id, id),
  foreign key (area_id, review_id) references review (area_id, id)
);

create index review_judgement_review on review_judgement (area_id, review_id);

alter table review_judgement enable row level security;

alter table review_judgement force row level security;

create policy area_wall on review_judgement
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on review_judgement to goldenthread_app;

grant update (withdrawn_on, withdrawn_by) on review_judgement to goldenthread_app;

-- Every change of a review or of one of its findings, from which a past day is worked out. Never overwritten.
create table review_change (
  area_id uuid not null references area (id),
  id uuid not null,
  review_id uuid not null,
  finding_id uuid,
  field text not null,
  was text,
  now text,
  changed_on date not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, id),
  foreign key (area_id, review_id) references review (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id)
);

create index review_change_review on review_change (area_id, review_id);

alter table review_change enable row level security;

alter table review_change force row level security;

create policy area_wall on review_change
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on review_change to goldenthread_app;

-- Findings of several reviews that say the same: what answers one answers all.
create table finding_group (
  area_id uuid not null references area (id),
  id uuid not null,
  words text not null,
  made_on date not null,
  made_by text not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once)
);

alter table finding_group enable row level security;

alter table finding_group force row level security;

create policy area_wall on finding_group
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on finding_group to goldenthread_app;

create table finding_group_member (
  area_id uuid not null references area (id),
  id uuid not null,
  group_id uuid not null,
  finding_id uuid not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  made_by text not null,
  ended_by text,
  primary key (area_id, id),
  foreign key (area_id, group_id) references finding_group (area_id, id),
  foreign key (area_id, finding_id) references finding (area_id, id)
);

create unique index finding_group_member_once on finding_group_member (area_id, finding_id) where to_on is null;

create index finding_group_member_group on finding_group_member (area_id, group_id);

alter table finding_group_member enable row level security;

alter table finding_group_member force row level security;

create policy area_wall on finding_group_member
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on finding_group_member to goldenthread_app;

-- Since when, and until when, something answers a finding; `from_on` is null for what always did.
alter table citation
  add column from_on date,
  add column to_on date check (to_on >= from_on),
  add column made_by text,
  add column ended_by text,
  add column ended_because text,
  -- The number of an action that a document names as the answer, and the plan has not: kept until somebody says.
  add column missing_ref text,
  add constraint citation_missing check (missing_ref is null or num_nonnulls(action_id, milestone_id) = 0);

grant update (to_on, ended_by, ended_because) on citation to goldenthread_app;
