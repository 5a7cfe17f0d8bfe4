-- What a whole plan says: an answer of the plan as a whole, measures without a criterion, tables beside it, and where
-- in a document each thing was printed.

-- "Throughout": the plan as a whole answers the finding, and no action or milestone is named.
alter table citation drop constraint citation_check;

alter table citation add constraint citation_of_one check (num_nonnulls(action_id, milestone_id) <= 1);

-- A list of measures that no criterion is printed beside hangs on the finding or the action itself.
alter table measure alter column criterion_id drop not null;

alter table measure add column action_id uuid;

alter table measure add column finding_id uuid;

alter table measure add constraint measure_of_one check (num_nonnulls(criterion_id, action_id, finding_id) = 1);

alter table measure add foreign key (area_id, action_id) references action (area_id, id);

alter table measure add foreign key (area_id, finding_id) references finding (area_id, id);

-- Tables printed beside the plan, kept as they are until the module that they belong to takes them.
create table plan_table (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('indicators', 'glossary', 'matrix', 'other')),
  title text,
  headings jsonb not null,
  rows jsonb not null,
  -- Of a cross-check matrix: what each descriptor leans on, and by when the table says that it is done.
  descriptors jsonb not null default '[]',
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

create index plan_table_plan on plan_table (area_id, plan_id, position);

alter table plan_table enable row level security;

alter table plan_table force row level security;

create policy area_wall on plan_table
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on plan_table to goldenthread_app;

-- Where a thing was printed: the document (an import), its line there, and how a person finds the place.
create table origin (
  area_id uuid not null references area (id),
  document_id uuid not null,
  thing_id uuid not null,
  plan_id uuid not null,
  thing_kind text not null check (thing_kind in ('finding', 'action', 'milestone')),
  document_name text not null,
  line integer not null,
  place text not null,
  primary key (area_id, document_id, thing_id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

create index origin_thing on origin (area_id, thing_id);

create index origin_plan on origin (area_id, plan_id);

alter table origin enable row level security;

alter table origin force row level security;

create policy area_wall on origin
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on origin to goldenthread_app;

insert into origin (area_id, document_id, thing_id, plan_id, thing_kind, document_name, line, place)
select o.area_id, o.import_id, o.thing_id, i.plan_id, o.thing_kind, f.name, o.lines[1], 'line ' || o.lines[1]
  from import_origin o
  join import i on i.area_id = o.area_id and i.id = o.import_id
  join stored_file f on f.area_id = i.area_id and f.id = i.file_id
 where i.plan_id is not null and o.lines[1] is not null;
