-- Evidence: a file, a link or a note that supports a claim, with its owner, its date and the day on which it is stale.
create table evidence (
  area_id uuid not null references area (id),
  id uuid not null,
  kind text not null check (kind in ('file', 'link', 'note')),
  title text not null,
  -- Of a note.
  words text,
  -- Of a link.
  url text,
  owner text not null,
  dated_on date,
  expires_on date,
  added_by_id uuid,
  added_by text not null,
  added_on date not null,
  added_at timestamptz not null,
  once uuid not null,
  -- Taken back, never deleted: a report that leant on it can still be explained.
  withdrawn_on date,
  withdrawn_by text,
  withdrawn_because text,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, added_by_id) references person (area_id, id),
  check ((kind = 'note') = (words is not null)),
  check ((kind = 'link') = (url is not null)),
  check ((withdrawn_on is null) = (withdrawn_because is null))
);

alter table evidence enable row level security;

alter table evidence force row level security;

create policy area_wall on evidence
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on evidence to goldenthread_app;

-- Each file that stood behind a piece of evidence; the newest counts, the older ones stay.
create table evidence_version (
  area_id uuid not null references area (id),
  evidence_id uuid not null,
  number integer not null,
  file_id uuid not null,
  -- 'unscanned' where no scanner is set; 'waiting' until one has looked; 'refused' is never served.
  scan text not null check (scan in ('unscanned', 'waiting', 'clean', 'refused')),
  scan_answer text,
  added_by_id uuid,
  added_by text not null,
  added_on date not null,
  added_at timestamptz not null,
  primary key (area_id, evidence_id, number),
  foreign key (area_id, evidence_id) references evidence (area_id, id),
  foreign key (area_id, file_id) references stored_file (area_id, id),
  foreign key (area_id, added_by_id) references person (area_id, id)
);

create index evidence_version_to_scan on evidence_version (area_id) where scan in ('unscanned', 'waiting');

alter table evidence_version enable row level security;

alter table evidence_version force row level security;

create policy area_wall on evidence_version
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on evidence_version to goldenthread_app;

-- What it supports: a milestone, a success criterion, or a statement of a judgement matrix.
create table evidence_use (
  area_id uuid not null references area (id),
  id uuid not null,
  evidence_id uuid not null,
  plan_id uuid not null,
  milestone_id uuid,
  criterion_id uuid,
  table_id uuid,
  descriptor text,
  attached_by text not null,
  attached_on date not null,
  attached_at timestamptz not null,
  detached_on date,
  detached_by text,
  detached_because text,
  primary key (area_id, id),
  foreign key (area_id, evidence_id) references evidence (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, milestone_id) references milestone (area_id, id),
  foreign key (area_id, criterion_id) references success_criterion (area_id, id),
  foreign key (area_id, table_id) references plan_table (area_id, id),
  check (num_nonnulls(milestone_id, criterion_id, table_id) = 1),
  check ((table_id is null) = (descriptor is null)),
  check ((detached_on is null) = (detached_because is null))
);

-- It stands under one thing once; taken away, it may come again.
create unique index evidence_use_once on evidence_use
  (area_id, evidence_id, coalesce(milestone_id, criterion_id, table_id), coalesce(descriptor, ''))
  where detached_on is null;

create index evidence_use_plan on evidence_use (area_id, plan_id);

create index evidence_use_evidence on evidence_use (area_id, evidence_id);

create index evidence_use_milestone on evidence_use (area_id, milestone_id) where milestone_id is not null;

alter table evidence_use enable row level security;

alter table evidence_use force row level security;

create policy area_wall on evidence_use
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on evidence_use to goldenthread_app;
