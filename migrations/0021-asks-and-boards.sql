-- A link that was ended can be followed by a new one: of those that are not ended, a lead has one a month.
alter table ask drop constraint ask_area_id_cycle_id_person_id_key;

create unique index ask_one_open on ask (area_id, cycle_id, person_id) where revoked_at is null;

create index ask_cycle on ask (area_id, cycle_id);

-- A milestone that its lead has handed on is no longer asked of them; that they were asked is kept.
alter table ask_milestone add column ended_at timestamptz;

grant update on ask_milestone to goldenthread_app;

-- The last day of a board that meets no more.
alter table board add column closed_on date;
