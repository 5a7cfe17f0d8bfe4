-- Areas, partners, people, posts, grants, and signing in.
-- Statements are separated by an empty line: each is sent on its own.

-- Names of local areas are no secret, and signing in has to find one before any wall stands: no area_id, no wall.
create table area (
  id uuid primary key,
  name text not null unique,
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);

grant select, insert on area to goldenthread_app;

-- A login may reach several areas (a police officer covers three boroughs): it belongs to none of them.
create table account (
  id uuid primary key,
  email text not null check (email = lower(email)),
  -- Null for a login that another identity provider vouches for (OpenID Connect comes later).
  passphrase_hash text,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  unique (email)
);

grant select, insert, update on account to goldenthread_app;

create table partner (
  area_id uuid not null references area (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('council', 'health', 'police', 'school', 'voluntary', 'other')),
  primary key (area_id, id),
  unique (area_id, name)
);

alter table partner enable row level security;

alter table partner force row level security;

create policy area_wall on partner
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on partner to goldenthread_app;

create table person (
  area_id uuid not null references area (id),
  id uuid not null,
  name text not null,
  email text check (email = lower(email)),
  partner_id uuid,
  account_id uuid references account (id),
  primary key (area_id, id),
  unique (area_id, email),
  foreign key (area_id, partner_id) references partner (area_id, id)
);

create index person_account on person (account_id) where account_id is not null;

alter table person enable row level security;

alter table person force row level security;

-- Signing in asks which areas know this account, before there is an area.
create policy area_wall on person
  using (
    area_id = nullif(current_setting('app.area_id', true), '')::uuid
    or account_id = nullif(current_setting('app.account_id', true), '')::uuid
  );

grant select, insert, update on person to goldenthread_app;

create table post (
  area_id uuid not null references area (id),
  id uuid not null,
  title text not null,
  partner_id uuid,
  primary key (area_id, id),
  unique (area_id, title),
  foreign key (area_id, partner_id) references partner (area_id, id)
);

alter table post enable row level security;

alter table post force row level security;

create policy area_wall on post
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on post to goldenthread_app;

create table post_holding (
  area_id uuid not null references area (id),
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  primary key (area_id, id),
  foreign key (area_id, post_id) references post (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id)
);

create index post_holding_person on post_holding (area_id, person_id);

alter table post_holding enable row level security;

alter table post_holding force row level security;

create policy area_wall on post_holding
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on post_holding to goldenthread_app;

-- A grant ends; it is never deleted, so that who could do what on a past day can be told.
create table role_grant (
  area_id uuid not null references area (id),
  id uuid not null,
  person_id uuid not null,
  role text not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  -- Ended by hand before its last day: at once, whatever the day.
  ended_at timestamptz,
  primary key (area_id, id),
  foreign key (area_id, person_id) references person (area_id, id)
);

create index role_grant_person on role_grant (area_id, person_id);

alter table role_grant enable row level security;

alter table role_grant force row level security;

create policy area_wall on role_grant
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on role_grant to goldenthread_app;

-- The cookie carries the area and the token; only the token's SHA-256 is kept.
create table session (
  area_id uuid not null references area (id),
  token_hash text not null,
  person_id uuid not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (area_id, token_hash),
  foreign key (area_id, person_id) references person (area_id, id)
);

alter table session enable row level security;

alter table session force row level security;

create policy area_wall on session
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update, delete on session to goldenthread_app;

-- A first passphrase is set through a link that works once.
create table invitation (
  area_id uuid not null references area (id),
  token_hash text not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (area_id, token_hash),
  foreign key (area_id, person_id) references person (area_id, id)
);

alter table invitation enable row level security;

alter table invitation force row level security;

create policy area_wall on invitation
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on invitation to goldenthread_app;
