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

-- Who holds a session, and how far the area's record has come: all that a request has to know before it is answered,
-- in one round trip. The setting holds for this statement only; never called within another scope.
create function open_session(area uuid, token text, on_day date)
  returns table (
    person_id uuid, name text, partner_id uuid, area_name text, started_at timestamptz, seen_at timestamptz,
    roles text[], post_ids text[], record_seq bigint
  )
  language plpgsql
  as $$
  begin
    perform set_config('app.area_id', area::text, true);
    return query
      select s.person_id, p.name, p.partner_id, a.name, s.started_at, s.seen_at,
             array(select g.role from role_grant g
                    where g.area_id = area and g.person_id = s.person_id and g.ended_at is null
                      and g.from_on <= on_day and (g.to_on is null or g.to_on >= on_day)),
             array(select h.post_id::text from post_holding h
                    where h.area_id = area and h.person_id = s.person_id
                      and h.from_on <= on_day and (h.to_on is null or h.to_on >= on_day)),
             r.seq
        from session s
        join person p on p.area_id = s.area_id and p.id = s.person_id
        join area a on a.id = s.area_id
        join record_head r on r.area_id = s.area_id
        left join account c on c.id = p.account_id
       where s.area_id = area and s.token_hash = token and c.disabled_at is null;
  end $$;

revoke all on function open_session(uuid, text, date) from public;

grant execute on function open_session(uuid, text, date) to goldenthread_app;
