-- A decision of a refresh that was taken back: its action is to be decided on again. The decision itself stays.
create table disposition_undone (
  area_id uuid not null references area (id),
  disposition_id uuid not null,
  undone_by_id uuid,
  undone_by text not null,
  undone_on date not null,
  recorded_at timestamptz not null,
  primary key (area_id, disposition_id),
  foreign key (area_id, disposition_id) references disposition (area_id, id),
  foreign key (area_id, undone_by_id) references person (area_id, id)
);

alter table disposition_undone enable row level security;

alter table disposition_undone force row level security;

create policy area_wall on disposition_undone
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on disposition_undone to goldenthread_app;

-- The words of the glossary are found like everything else: docs/decisions/0031-search.md
alter table term add column found_by tsvector
  generated always as (search_vector(area_id, null, term, meaning)) stored;

create index term_found_by on term using gin (found_by);

-- As it was, with the branch of terms at its end. What may call it stays as it was granted.
create or replace function search_area(
  terms jsonb, typed_ref text, kinds text[], shown text, in_plan uuid,
  raiser uuid, owners uuid[], own_boards uuid[], hits_from integer, hits integer
)
  returns table (kind text, id uuid, place integer, total integer)
  language plpgsql stable
  security definer
  set search_path = pg_catalog, public, pg_temp
  -- Fifteen branches are planned once a connection: their plans do not depend on the words.
  set plan_cache_mode = force_generic_plan
  as $$
  #variable_conflict use_column
  declare
    -- Of what was said, the newest count: more are neither ranked nor counted.
    newest constant integer := 251;
    area constant uuid := nullif(current_setting('app.area_id', true), '')::uuid;
    wanted constant tsquery := search_query(terms);
    numbered constant tsquery := search_mark(search_ref(typed_ref));
    query constant tsquery := search_mark('@' || area::text) && coalesce(wanted || numbered, wanted);
    said_ids uuid[];
    said_days date[];
    said_ranks real[];
  begin
    if area is null or wanted is null then
      return;
    end if;
    if 'update' = any (kinds) then
      -- Planned anew each time: whether the index or the newest first is the shorter way depends on the words.
      execute '
        select array_agg(id), array_agg(said_on), array_agg(rank)
          from (select id, said_on, ts_rank(found_by, $3) as rank from progress
                 where area_id = $1 and found_by @@ $2 and ($4::uuid is null or plan_id = $4)
                 order by said_on desc, id desc limit $5) said'
        into said_ids, said_days, said_ranks using area, query, wanted, in_plan, newest;
    end if;
    return query
      with hit (kind, id, numbered, rank, on_day) as materialized (
        select 'plan', x.id, false, ts_rank(x.found_by, wanted), x.in_force_from
          from plan x
         where 'plan' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.id = in_plan)
        union all
        select 'review', x.id, false, ts_rank(x.found_by, wanted), x.published_on
          from review x
         where 'review' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or exists (select from plan_review p
                 where p.area_id = area and p.review_id = x.id and p.plan_id = in_plan))
        union all
        select 'finding', x.id, coalesce(x.found_by @@ numbered, false), ts_rank(x.found_by, wanted), null
          from finding x
         where 'finding' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or exists (select from plan_review p
                 where p.area_id = area and p.review_id = x.review_id and p.plan_id = in_plan))
        union all
        select 'action', x.id, coalesce(x.found_by @@ numbered, false), ts_rank(x.found_by, wanted), x.live_from
          from action x
         where 'action' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'milestone', x.id, coalesce(x.found_by @@ numbered, false), ts_rank(x.found_by, wanted), x.live_from
          from milestone x
         where 'milestone' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'update', x.id, false, x.rank, x.on_day
          from unnest(said_ids, said_days, said_ranks) x (id, on_day, rank)
        union all
        select 'comment', x.id, false, ts_rank(x.found_by, wanted), x.said_on
          from remark x
         where 'comment' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'comment', x.id, false, ts_rank(x.found_by, wanted), x.said_on
          from assessment x
         where 'comment' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'support', x.id, false, ts_rank(x.found_by, wanted), x.opened_on
          from support_request x
         where 'support' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'evidence', e.id, false, max(e.rank), max(e.on_day)
          from (
            select x.id, ts_rank(x.found_by, wanted) as rank, x.added_on as on_day
              from evidence x
             where 'evidence' = any (kinds) and x.area_id = area and x.found_by @@ query
            union all
            select v.evidence_id, ts_rank(x.found_by, wanted), v.added_on
              from stored_file x
              join evidence_version v on v.area_id = x.area_id and v.file_id = x.id
             where 'evidence' = any (kinds) and x.area_id = area and x.found_by @@ query) e
         where in_plan is null or exists (select from evidence_use u
                 where u.area_id = area and u.evidence_id = e.id and u.plan_id = in_plan and u.detached_on is null)
         group by e.id
        union all
        select 'risk', r.id, coalesce(r.ref = search_ref(typed_ref), false), ts_rank(x.found_by, wanted), x.said_on
          from (select k.*, search_ref(left(k.kind, 1) || k.number) as ref from risk k where k.area_id = area) r
          join lateral (
            select * from risk_state s where s.area_id = area and s.risk_id = r.id
             order by s.said_on desc, s.recorded_at desc, s.id desc limit 1) x on true
         where 'risk' = any (kinds) and (x.found_by @@ query or r.ref = search_ref(typed_ref))
           and (in_plan is null or r.plan_id = in_plan)
           and (owners is null or r.raised_by_id = raiser or x.owner_person_id = any (owners) or x.owner_post_id = any (owners))
        union all
        select 'document', x.id, false, greatest(ts_rank(x.found_by, wanted), ts_rank(f.found_by, wanted)), x.started_at::date
          from import x
          join stored_file f on f.area_id = x.area_id and f.id = x.file_id
         where 'document' = any (kinds) and x.area_id = area and (x.found_by @@ query or f.found_by @@ query)
           and (in_plan is null or x.plan_id = in_plan)
        union all
        select 'month', c.id, false, ts_rank(x.found_by, wanted), c.period
          from cycle c
          join frozen_month z on z.area_id = c.area_id and z.cycle_id = c.id
          join plan p on p.area_id = c.area_id and p.id = c.plan_id
         cross join lateral (
           select search_vector(c.area_id, null, to_char(c.period, 'FMMonth YYYY') || ' ' || p.title, 'frozen month') as found_by) x
         where 'month' = any (kinds) and c.area_id = area and x.found_by @@ query
           and (in_plan is null or c.plan_id = in_plan)
        union all
        select 'board', x.id, false, ts_rank(x.found_by, wanted), null
          from board x
         where 'board' = any (kinds) and x.area_id = area and x.found_by @@ query and in_plan is null
           and (own_boards is null or x.id = any (own_boards))
        union all
        select 'host_plan', x.id, false, ts_rank(x.found_by, wanted), null
          from host_plan x
         where 'host_plan' = any (kinds) and x.area_id = area and x.found_by @@ query
           and (in_plan is null or exists (select from carriage c
                 where c.area_id = area and c.host_plan_id = x.id and c.plan_id = in_plan))
        union all
        select 'term', x.id, false, ts_rank(x.found_by, wanted), x.added_on
          from term x
         where 'term' = any (kinds) and x.area_id = area and x.found_by @@ query and in_plan is null
           and x.ended_on is null)
      (select h.kind, h.id, (row_number() over (order by h.numbered desc, h.rank desc, h.on_day desc nulls last, h.id))::integer, null::integer
         from hit h
        where shown is null or h.kind = shown
        order by 3
       offset hits_from limit hits)
      union all
      select h.kind, null, null, count(*)::integer from hit h group by h.kind;
  end $$;
