-- A plan that goes takes along what was said of the X-ray of it and taken back again. Whoever still stands by such a word
-- has worked on the plan, and then it stays.
create or replace function take_back(import uuid) returns void
  language plpgsql
  security definer
  set search_path = public, pg_temp
  as $$
  declare
    area constant uuid := nullif(current_setting('app.area_id', true), '')::uuid;
    gone constant uuid[] := array(
      select c.thing_id from import_change c
       where c.area_id = area and c.import_id = take_back.import and c.done = 'created' and c.goes);
  begin
    delete from progress x where x.area_id = area
       and (x.id = any (gone) or x.milestone_id = any (gone) or x.action_id = any (gone));
    delete from plan_change x where x.area_id = area and (x.id = any (gone) or x.thing_id = any (gone));
    delete from lead x where x.area_id = area and (x.milestone_id = any (gone) or x.action_id = any (gone));
    delete from citation x where x.area_id = area
       and (x.id = any (gone) or x.milestone_id = any (gone) or x.action_id = any (gone));
    delete from monitoring x where x.area_id = area and (x.milestone_id = any (gone) or x.action_id = any (gone));
    delete from measure x where x.area_id = area
       and (x.id = any (gone) or x.action_id = any (gone) or x.finding_id = any (gone)
            or x.criterion_id in (select s.id from success_criterion s where s.area_id = area
                                   and (s.id = any (gone) or s.action_id = any (gone) or s.finding_id = any (gone))));
    delete from success_criterion x where x.area_id = area
       and (x.id = any (gone) or x.action_id = any (gone) or x.finding_id = any (gone));
    delete from origin x where x.area_id = area and x.document_id = take_back.import and not exists (
      select from import_change c
       where c.area_id = area and c.import_id = take_back.import and c.done = 'created' and not c.goes
         and c.thing_id = x.thing_id);
    delete from milestone x where x.area_id = area and x.id = any (gone);
    delete from action x where x.area_id = area and x.id = any (gone);
    delete from outcome x where x.area_id = area and x.id = any (gone);
    delete from theme x where x.area_id = area and x.id = any (gone);
    delete from phase x where x.area_id = area and x.id = any (gone);
    delete from plan_table x where x.area_id = area and x.id = any (gone);
    delete from edition x where x.area_id = area and x.id = any (gone);
    delete from plan_review x where x.area_id = area and (x.plan_id = any (gone) or x.review_id = any (gone));
    delete from finding x where x.area_id = area and x.id = any (gone);
    delete from review x where x.area_id = area and x.id = any (gone);
    delete from board x where x.area_id = area and x.id = any (gone);
    delete from xray_acceptance x where x.area_id = area and x.withdrawn_at is not null and x.plan_id = any (gone);
    delete from plan x where x.area_id = area and x.id = any (gone);
  end $$;
