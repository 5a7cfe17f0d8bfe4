-- Bringing a document in as a journey that can be left and taken up: read by a job, settled step by step, compared with
-- the plan that is held, confirmed in one transaction, and taken back.
alter table import drop constraint import_state_check;

-- What waited for a yes was read by the rules of before: it is read again (the worker is asked below).
update import set state = 'reading' where state = 'proposed';

alter table import add constraint import_state_check
  check (state in ('reading', 'proposed', 'refused', 'confirmed', 'undone', 'discarded'));

alter table import alter column reading drop not null;

-- How the person wants the document read, and what they settled: a part for each step.
alter table import add column choices jsonb not null default '{}';

alter table import add column settled jsonb not null default '{}';

-- The plan that the document is to change; null for a plan of its own.
alter table import add column target_plan_id uuid;

alter table import add foreign key (area_id, target_plan_id) references plan (area_id, id);

-- {"done": 12, "of": 60, "part": "page"} while it is read; the sentence of a reading that failed.
alter table import add column progress jsonb;

alter table import add column fault text;

-- Counts up with every change of choices: a reading that was asked for by older ones is thrown away.
alter table import add column revision integer not null default 1;

select enqueue('imports.read', json_build_object('areaId', area_id, 'importId', id, 'revision', 1))
  from import where state = 'reading';

-- The working copy of ours that it is, come back.
alter table import add column copy_id uuid;

alter table import add column reason text;

alter table import add column hash_before text;

alter table import add column hash_after text;

alter table import add column outcome jsonb;

alter table import add column undone_at timestamptz;

-- What the reader made of the document, in rows that a page can ask for some of.
create table import_row (
  area_id uuid not null references area (id),
  import_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('milestone', 'finding', 'action', 'gone')),
  body jsonb not null,
  -- What it came to, as the plan was given it: what the next edition of the document is compared with.
  draft jsonb,
  -- Against the plan that it is to change; null before that is known.
  fate text check (fate in ('new', 'changed', 'unchanged', 'gone', 'offered')),
  causes text[] not null default '{}',
  diffs jsonb not null default '[]',
  -- The thing of the plan that it is, found or made.
  thing_id uuid,
  primary key (area_id, import_id, kind, position),
  foreign key (area_id, import_id) references import (area_id, id)
);

create index import_row_thing on import_row (area_id, thing_id) where thing_id is not null;

alter table import_row enable row level security;

alter table import_row force row level security;

create policy area_wall on import_row
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update, delete on import_row to goldenthread_app;

-- The document as it stood, line by line, and what became of each cell: the ledger.
create table import_line (
  area_id uuid not null references area (id),
  import_id uuid not null,
  line integer not null,
  place text not null,
  cells jsonb not null,
  primary key (area_id, import_id, line),
  foreign key (area_id, import_id) references import (area_id, id)
);

alter table import_line enable row level security;

alter table import_line force row level security;

create policy area_wall on import_line
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, delete on import_line to goldenthread_app;

-- What was settled once and holds for the next document: columns by their headings, words by their kind.
create table import_memory (
  area_id uuid not null references area (id),
  kind text not null check (kind in ('columns', 'status', 'lead', 'board', 'theme')),
  key text not null,
  value jsonb not null,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (area_id, kind, key)
);

alter table import_memory enable row level security;

alter table import_memory force row level security;

create policy area_wall on import_memory
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on import_memory to goldenthread_app;

-- What a confirmed import did to the plan: the ground on which it is taken back, and kept when it was.
create table import_change (
  area_id uuid not null references area (id),
  import_id uuid not null,
  position integer not null,
  done text not null check (done in ('created', 'updated')),
  thing_kind text not null,
  thing_id uuid not null,
  field text,
  was jsonb,
  now jsonb,
  -- Set by an undo: this row is to go, or has gone.
  goes boolean not null default false,
  primary key (area_id, import_id, position),
  foreign key (area_id, import_id) references import (area_id, id)
);

create index import_change_thing on import_change (area_id, thing_id);

alter table import_change enable row level security;

alter table import_change force row level security;

create policy area_wall on import_change
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on import_change to goldenthread_app;

grant update (goes) on import_change to goldenthread_app;

-- A working copy that left the house: what each row said when it did, for the three-way merge when it comes back.
create table working_copy (
  area_id uuid not null references area (id),
  id uuid not null,
  plan_id uuid not null,
  format text not null check (format in ('docx', 'xlsx')),
  made_by text not null,
  made_at timestamptz not null,
  made_on date not null,
  -- Whose milestones only; null for all of the plan's.
  lead_words text,
  -- null while it is being made.
  sha256 text,
  -- By thing: what our own reader reads of it in the file as it leaves.
  rows jsonb not null default '{}',
  primary key (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id)
);

alter table working_copy enable row level security;

alter table working_copy force row level security;

create policy area_wall on working_copy
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert, update on working_copy to goldenthread_app;

-- Rows that the earlier version brought in, as the rows of today: so that a new edition of the document is compared
-- with what the last one said.
insert into import_row (area_id, import_id, position, kind, body, thing_id)
select i.area_id, i.id, o.position - 1, o.kind,
       o.body || jsonb_build_object('id', null, 'doubts', coalesce((
         select jsonb_agg(jsonb_build_object('line', o.body->'sourceLines'->0, 'cell', null, 'kind', 'row',
                                             'message', d, 'suggestion', null))
           from jsonb_array_elements(o.body->'doubts') d), '[]')),
       g.thing_id
  from import i
 cross join lateral (
   select 'milestone' as kind, r.body, r.position
     from jsonb_array_elements(i.reading->'rows') with ordinality r(body, position)
   union all
   select 'finding', f.body, f.position
     from jsonb_array_elements(i.reading->'findings') with ordinality f(body, position)) o
  left join lateral (
    select thing_id from import_origin x
     where x.area_id = i.area_id and x.import_id = i.id and x.thing_kind = o.kind
       and to_jsonb(x.lines) = o.body->'sourceLines' limit 1) g on true
 where i.state = 'confirmed';

update import set reading = reading - 'rows' - 'findings' #- '{ledger,entries}';

drop table import_origin;

-- Takes back what an import made and is marked to go. The app may add to the plan's history and not take from it; this
-- door opens only on rows that this very import made, in the area of the transaction. A plan that goes takes along what
-- was said of the X-ray of it (migration 0008) and taken back again; whoever still stands by such a word has worked on
-- the plan, and then it stays.
create function take_back(import uuid) returns void
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

revoke all on function take_back(uuid) from public;

grant execute on function take_back(uuid) to goldenthread_app;
