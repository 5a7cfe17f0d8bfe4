-- A plan refreshed: what became of each action, and the editions one after the other.
-- What the plan says of itself, before its actions: the commitment and its messages, printed with it.
alter table plan
  add column messages text[] not null default '{}';

-- A theme that a refresh made is no part of the days before; the others always were.
alter table theme
  add column from_on date;

-- An edition keeps the facts with which it ended, when the next one took its place: text under its hash. One that is
-- being prepared is not in force from any day yet, and neither is one that nobody had named before it was superseded.
alter table edition
  alter column in_force_from drop not null;

alter table edition
  add column changes text,
  add column approved_by_board_id uuid,
  add column superseded_on date,
  add column facts text,
  add column sha256 text,
  add constraint edition_board foreign key (area_id, approved_by_board_id) references board (area_id, id),
  add constraint edition_sealed check ((facts is null) = (sha256 is null));

-- From the edition in force to the next. One may be open for a plan at a time.
create table refresh (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  from_edition_id uuid,
  to_edition_id uuid not null,
  opened_on date not null,
  opened_by text not null,
  -- 'abandoned' keeps what was decided and changes nothing.
  state text not null default 'open' check (state in ('open', 'approved', 'abandoned')),
  ended_on date,
  ended_by text,
  ended_because text,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, from_edition_id) references edition (area_id, id),
  foreign key (area_id, to_edition_id) references edition (area_id, id)
);

create unique index refresh_one_open on refresh (area_id, plan_id) where state = 'open';

alter table refresh enable row level security;

alter table refresh force row level security;

create policy area_wall on refresh
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on refresh to goldenthread_app;

-- An action that the next edition is to have and the one in force has not. It becomes an action when it is approved.
create table refresh_action (
  area_id uuid not null references area (id),
  id uuid not null,
  refresh_id uuid not null,
  plan_id uuid not null,
  position integer not null,
  ref text,
  words text not null,
  theme_id uuid,
  theme_name text,
  phase_id uuid,
  outcome text,
  -- Leads, milestones with their dates, as the pages write them.
  content jsonb not null default '{}',
  removed_on date,
  primary key (area_id, id),
  foreign key (area_id, refresh_id) references refresh (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, theme_id) references theme (area_id, id),
  foreign key (area_id, phase_id) references phase (area_id, id)
);

create index refresh_action_refresh on refresh_action (area_id, refresh_id);

alter table refresh_action enable row level security;

alter table refresh_action force row level security;

create policy area_wall on refresh_action
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on refresh_action to goldenthread_app;

-- What is to become of an action, and the five answers that led to it: added to, never overwritten; the last counts.
create table disposition (
  area_id uuid not null references area (id),
  id uuid not null,
  refresh_id uuid not null,
  plan_id uuid not null,
  action_id uuid not null,
  kind text not null check (kind in ('completed', 'carried', 'merged', 'split', 'moved', 'dropped')),
  answers jsonb not null,
  because text,
  -- Of merged and split: actions of this plan, or of `refresh_action`.
  into_ids uuid[] not null default '{}',
  moved_to text,
  moved_to_plan_id uuid,
  -- Of carried: another theme or phase, and other days for milestones.
  changes jsonb not null default '{}',
  decided_by_id uuid,
  decided_by text not null,
  decided_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  foreign key (area_id, refresh_id) references refresh (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, action_id) references action (area_id, id),
  foreign key (area_id, moved_to_plan_id) references plan (area_id, id),
  foreign key (area_id, decided_by_id) references person (area_id, id)
);

create index disposition_refresh on disposition (area_id, refresh_id, action_id);

create index disposition_action on disposition (area_id, action_id);

alter table disposition enable row level security;

alter table disposition force row level security;

create policy area_wall on disposition
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on disposition to goldenthread_app;
