-- The record: what was done, by whom, when; append-only, each entry sealed to the one before it.
create table record_head (
  area_id uuid primary key references area (id),
  seq bigint not null,
  hash text not null
);

alter table record_head enable row level security;

alter table record_head force row level security;

create policy area_wall on record_head
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on record_head to goldenthread_app;

create table record_entry (
  area_id uuid not null references area (id),
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'system')),
  actor_id uuid,
  actor_name text not null,
  act text not null,
  thing_kind text not null,
  thing_id uuid,
  detail jsonb not null,
  hash text not null,
  primary key (area_id, seq)
);

create index record_entry_thing on record_entry (area_id, thing_kind, thing_id, seq);

alter table record_entry enable row level security;

alter table record_entry force row level security;

create policy area_wall on record_entry
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

-- No update, no delete: the app cannot rewrite what it wrote.
grant select, insert on record_entry to goldenthread_app;

-- Whose a session is, and how far the area's record has come: what a request has to know before it is answered, in
-- one short round trip. The setting holds for this statement only; never called within another scope.
create function open_session(
  area uuid, token text,
  out person uuid, out started_ms double precision, out seen_ms double precision, out record_seq bigint
)
  language plpgsql
  as $$
  begin
    perform set_config('app.area_id', area::text, true);
    select s.person_id, extract(epoch from s.started_at) * 1000, extract(epoch from s.seen_at) * 1000, r.seq
      into person, started_ms, seen_ms, record_seq
      from session s
      join record_head r on r.area_id = s.area_id
     where s.area_id = area and s.token_hash = token;
  end $$;

revoke all on function open_session(uuid, text) from public;

grant execute on function open_session(uuid, text) to goldenthread_app;
