-- A decision of a refresh that was taken back: its action is to be decided on again. The decision itself stays.
create table disposition_undone (
  area_id uuid not null references area (id),
  disposition_id uuid not null,
  undone_by_id uuid,
  undone_by text not null,
  undone_on date not null,
  recorded_at timestamptz not null,
  primary key (area_id, disposition_id),
  foreign key (area_id, disposition_id) references disposition (area_id, id),
  foreign key (area_id, undone_by_id) references person (area_id, id)
);

alter table disposition_undone enable row level security;

alter table disposition_undone force row level security;

create policy area_wall on disposition_undone
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on disposition_undone to goldenthread_app;
