-- One box over everything that its reader may see: words are looked up in columns that PostgreSQL fills by itself from
-- the columns beside them, so that nobody can forget to. docs/decisions/0031-search.md

-- Whatever is no letter, digit or apostrophe becomes a space, one for one: "CIN/LAC" is two words, "1.06" is found as
-- 1 followed by 06, and no text can be taken for a tag, an address or a file. The last two are the marks of a hit.
-- (`translate` says the same and takes thirty times as long, four times as long as finding the words.)
create function search_words(words text) returns text
  language sql immutable parallel safe
  return regexp_replace(coalesce(words, ''), U&'[!-&(-/:-@[-`{-~\E000\E001]', ' ', 'g');

-- A lexeme that no typed word can be: with it, the rows of one area, or of one number, stand together in the index.
create function search_mark(mark text) returns tsquery
  language sql immutable parallel safe
  return ('''' || replace(replace(mark, '\', '\\'), '''', '''''') || '''')::tsquery;

create function search_ref(ref text) returns text
  language sql immutable parallel safe
  return '#' || lower(regexp_replace(ref, '\s', '', 'g'));

create function search_vector(area uuid, ref text, headline text, body text) returns tsvector
  language sql immutable parallel safe
  return setweight(to_tsvector('pg_catalog.english', search_words(headline)), 'A')
      || setweight(to_tsvector('pg_catalog.english', search_words(body)), 'C')
      || array_to_tsvector(array_remove(array['@' || area::text, search_ref(nullif(trim(ref), ''))], null));

-- What was typed, cleaned and taken apart by the app: [{"words", "as": "word" | "start" | "phrase", "not"}]. Whatever
-- it is, it becomes words; null when nothing is left to look for (only words as "the", or only words to leave out).
create function search_query(terms jsonb) returns tsquery
  language plpgsql immutable parallel safe
  as $$
  declare
    wanted tsquery;
    unwanted tsquery;
    term record;
    one tsquery;
  begin
    for term in
      select search_words(t->>'words') as words, t->>'as' = 'start' as starts, coalesce((t->>'not')::boolean, false) as no
        from jsonb_array_elements(terms) t
    loop
      if term.starts and trim(term.words) ~ '^[[:alpha:]]{3,}$' then
        -- The whole word beside its beginnings, so that it counts for more than they do.
        one := to_tsquery('pg_catalog.english', trim(term.words) || ' | ' || trim(term.words) || ':*');
      else
        one := phraseto_tsquery('pg_catalog.english', term.words);
      end if;
      continue when numnode(one) = 0;
      if term.no then
        unwanted := coalesce(unwanted || one, one);
      else
        wanted := coalesce(wanted && one, one);
      end if;
    end loop;
    return case when unwanted is null then wanted else wanted && !!unwanted end;
  end $$;

alter table review add column found_by tsvector
  generated always as (search_vector(area_id, null, title, body || ' ' || coalesce(remark, '') || ' ' || coalesce(judgement, ''))) stored;

alter table finding add column found_by tsvector
  generated always as (search_vector(area_id, ref, words,
    coalesce(group_name, '') || ' ' || coalesce(provenance, '') || ' ' || coalesce(remark, '') || ' ' || coalesce(deadline_words, ''))) stored;

alter table plan add column found_by tsvector
  generated always as (search_vector(area_id, null, title, commitment)) stored;

alter table action add column found_by tsvector
  generated always as (search_vector(area_id, ref, words, jsonb_path_query_array(extra, '$.*')::text)) stored;

alter table milestone add column found_by tsvector
  generated always as (search_vector(area_id, ref, words, jsonb_path_query_array(extra, '$.*')::text)) stored;

alter table progress add column found_by tsvector
  generated always as (search_vector(area_id, null, null,
    done || ' ' || coalesce(next, '') || ' ' || coalesce(support, '') || ' ' || coalesce(evidence, '') || ' ' ||
    coalesce(reason, '') || ' ' || coalesce(recovery, '') || ' ' || coalesce(status_words, ''))) stored;

alter table remark add column found_by tsvector
  generated always as (search_vector(area_id, null, null, words)) stored;

alter table assessment add column found_by tsvector
  generated always as (search_vector(area_id, null, null, words)) stored;

alter table support_request add column found_by tsvector
  generated always as (search_vector(area_id, null, null, words || ' ' || to_words || ' ' || coalesce(closing_words, ''))) stored;

alter table evidence add column found_by tsvector
  generated always as (search_vector(area_id, null, title, coalesce(words, '') || ' ' || coalesce(url, '') || ' ' || owner)) stored;

alter table stored_file add column found_by tsvector
  generated always as (search_vector(area_id, null, name, null)) stored;

alter table import add column found_by tsvector
  generated always as (search_vector(area_id, null, title, null)) stored;

alter table board add column found_by tsvector
  generated always as (search_vector(area_id, null, name, null)) stored;

alter table host_plan add column found_by tsvector
  generated always as (search_vector(area_id, null, title, owner_words)) stored;

alter table risk_state add column found_by tsvector
  generated always as (search_vector(area_id, null, title,
    cause || ' ' || effect || ' ' || response_words || ' ' || coalesce(because, ''))) stored;

create index review_found_by on review using gin (found_by);

create index finding_found_by on finding using gin (found_by);

create index action_found_by on action using gin (found_by);

create index milestone_found_by on milestone using gin (found_by);

create index progress_found_by on progress using gin (found_by);

create index remark_found_by on remark using gin (found_by);

create index assessment_found_by on assessment using gin (found_by);

create index support_request_found_by on support_request using gin (found_by);

create index evidence_found_by on evidence using gin (found_by);

create index stored_file_found_by on stored_file using gin (found_by);

create index risk_state_found_by on risk_state using gin (found_by);

-- A word that stands everywhere is looked for among what was said last, without going through the rest.
create index progress_newest on progress (area_id, said_on desc, id desc);

-- The one door of the search. It hands out ids and counts, never words: those are read through the wall. Its owner may
-- stand above the walls (only so does PostgreSQL use the indexes), so it has an area filter of its own, in the index
-- and beside it; without an area there is nothing. `place` orders the hits of one page; rows without an id count a kind.
-- `owners`, where they are set, leave of risks those that one of them owns (people and posts), or that `raiser` raised.
create function search_area(
  terms jsonb, typed_ref text, kinds text[], shown text, in_plan uuid,
  raiser uuid, owners uuid[], own_boards uuid[], hits_from integer, hits integer
)
  returns table (kind text, id uuid, place integer, total integer)
  language plpgsql stable
  security definer
  set search_path = pg_catalog, public, pg_temp
  -- Fourteen branches are planned once a connection: their plans do not depend on the words.
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
                 where c.area_id = area and c.host_plan_id = x.id and c.plan_id = in_plan)))
      (select h.kind, h.id, (row_number() over (order by h.numbered desc, h.rank desc, h.on_day desc nulls last, h.id))::integer, null::integer
         from hit h
        where shown is null or h.kind = shown
        order by 3
       offset hits_from limit hits)
      union all
      select h.kind, null, null, count(*)::integer from hit h group by h.kind;
  end $$;

revoke all on function search_area(jsonb, text, text[], text, uuid, uuid, uuid[], uuid[], integer, integer) from public;

grant execute on function search_area(jsonb, text, text[], text, uuid, uuid, uuid[], uuid[], integer, integer) to goldenthread_app;
