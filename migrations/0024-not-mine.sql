-- What a lead says who is asked about a milestone that is not theirs. Nothing changes hands by it.
create table not_mine (
  area_id uuid not null references area (id),
  id uuid not null,
  ask_id uuid not null,
  milestone_id uuid not null,
  words text not null,
  whose text,
  said_by text not null,
  said_at timestamptz not null,
  primary key (area_id, id),
  foreign key (area_id, ask_id, milestone_id) references ask_milestone (area_id, ask_id, milestone_id)
);

create index not_mine_ask on not_mine (area_id, ask_id, milestone_id);

alter table not_mine enable row level security;

alter table not_mine force row level security;

create policy area_wall on not_mine
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on not_mine to goldenthread_app;
