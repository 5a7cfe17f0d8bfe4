-- A plan that goes takes along what was said of the X-ray of it and taken back again. Whoever still stands by such a word
-- has worked on the plan, and then it stays.
create function take_back_acceptances(import uuid) returns void
  language plpgsql
  security definer
  set search_path = public, pg_temp
  as $$
  declare
    area constant uuid := nullif(current_setting('app.area_id', true), '')::uuid;
  begin
    delete from xray_acceptance x
     where x.area_id = area and x.withdrawn_at is not null and x.plan_id in (
       select c.thing_id from import_change c
        where c.area_id = area and c.import_id = take_back_acceptances.import and c.done = 'created' and c.goes
              and c.thing_kind = 'plan');
  end $$;

revoke all on function take_back_acceptances(uuid) from public;

grant execute on function take_back_acceptances(uuid) to goldenthread_app;
