-- Faults that the X-ray of a plan found and somebody decided to live with, and why. A fault whose facts change has
-- another fingerprint, and shows again. Nothing is deleted: an acceptance that is taken back has an end.
create table xray_acceptance (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  rule text not null,
  thing_kind text not null,
  thing_id uuid,
  thing_key text not null,
  fingerprint text not null,
  reason text not null,
  accepted_by text not null,
  accepted_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

create unique index xray_acceptance_once on xray_acceptance (area_id, plan_id, rule, thing_key, fingerprint)
  where withdrawn_at is null;

alter table xray_acceptance enable row level security;

alter table xray_acceptance force row level security;

create policy area_wall on xray_acceptance
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on xray_acceptance to goldenthread_app;
