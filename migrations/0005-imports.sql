-- A plan document brought in: kept whole, shown before anything is written, then confirmed in one transaction.
create table import (
  area_id uuid not null references area (id),
  id uuid not null,
  file_id uuid not null,
  title text not null,
  published_on date,
  document_on date,
  state text not null check (state in ('proposed', 'confirmed', 'discarded')),
  plan_id uuid,
  reading jsonb not null,
  started_by uuid,
  started_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (area_id, id),
  foreign key (area_id, file_id) references stored_file (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table import enable row level security;

alter table import force row level security;

create policy area_wall on import
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on import to goldenthread_app;

-- Where each imported thing came from: the lines of the document.
create table import_origin (
  area_id uuid not null references area (id),
  import_id uuid not null,
  thing_kind text not null check (thing_kind in ('finding', 'action', 'milestone')),
  thing_id uuid not null,
  lines integer[] not null,
  doubts text[] not null default '{}',
  primary key (area_id, import_id, thing_id),
  foreign key (area_id, import_id) references import (area_id, id)
);

create index import_origin_thing on import_origin (area_id, thing_id);

alter table import_origin enable row level security;

alter table import_origin force row level security;

create policy area_wall on import_origin
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on import_origin to goldenthread_app;
