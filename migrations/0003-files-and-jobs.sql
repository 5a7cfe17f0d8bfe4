-- Files are kept on disk under their hash; this is what is known of them.
create table stored_file (
  area_id uuid not null references area (id),
  id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null,
  added_by uuid,
  added_at timestamptz not null,
  primary key (area_id, id)
);

alter table stored_file enable row level security;

alter table stored_file force row level security;

create policy area_wall on stored_file
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on stored_file to goldenthread_app;

-- The one door to the job queue: the app role may put work in, and nothing else.
create function enqueue(task text, payload json, job_key text default null) returns void
  language sql
  security definer
  set search_path = pg_catalog, pg_temp
  as $$ select graphile_worker.add_job(task, payload, job_key => job_key) $$;

revoke all on function enqueue(text, json, text) from public;

grant execute on function enqueue(text, json, text) to goldenthread_app;
