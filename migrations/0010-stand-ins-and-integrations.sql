-- Who stands in for whom, programs that read and write by a token of their own, and the feed of one's due dates.

-- "X for Y": from a day to a day, and ended by hand before that.
create table stand_in (
  area_id uuid not null references area (id),
  id uuid not null,
  person_id uuid not null,
  stand_in_id uuid not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id),
  foreign key (area_id, stand_in_id) references person (area_id, id),
  check (person_id <> stand_in_id)
);

create index stand_in_for on stand_in (area_id, stand_in_id);

alter table stand_in enable row level security;

alter table stand_in force row level security;

create policy area_wall on stand_in
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on stand_in to goldenthread_app;

create table integration (
  area_id uuid not null references area (id),
  id uuid not null,
  name text not null,
  -- SHA-256 of the token, which is shown once and kept nowhere.
  token_hash text not null,
  scopes text[] not null,
  expires_on date not null,
  made_by text not null,
  -- Whoever held the token in their hands: asked about when their own access ends. Null when the system made it.
  made_by_id uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  last_used_on date,
  primary key (area_id, id),
  unique (area_id, token_hash),
  foreign key (area_id, made_by_id) references person (area_id, id)
);

alter table integration enable row level security;

alter table integration force row level security;

create policy area_wall on integration
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on integration to goldenthread_app;

-- A calendar program asks without signing in: by a token of its own, whose hash is kept.
create table calendar_feed (
  area_id uuid not null references area (id),
  id uuid not null,
  person_id uuid not null,
  token_hash text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (area_id, id),
  unique (area_id, token_hash),
  foreign key (area_id, person_id) references person (area_id, id)
);

alter table calendar_feed enable row level security;

alter table calendar_feed force row level security;

create policy area_wall on calendar_feed
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on calendar_feed to goldenthread_app;

alter table record_entry drop constraint record_entry_actor_kind_check;

alter table record_entry add constraint record_entry_actor_kind_check
  check (actor_kind in ('person', 'link', 'integration', 'system'));
