import { sql } from 'kysely'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { ActionAsAt, FindingFacts, LeadFacts, MilestoneAsAt } from '../domain/facts.ts'
import { precisionOf } from '../domain/stated.ts'
import type { Reader } from './facts.ts'
import { ensureBoards, leadRow } from './save.ts'

/** Everything that was ever said within a plan, oldest first. */
export interface SaidOf {
  id: string
  thingId: string
  period: string | null
  saidOn: string
  status: string | null
  statusWords: string | null
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  author: string
}

export async function listSaid({ db, areaId }: Reader, planId: string): Promise<SaidOf[]> {
  const { rows } = await sql<SaidOf>`
    select id, coalesce(milestone_id, action_id) as "thingId", period, said_on as "saidOn", status,
           status_words as "statusWords", done, next, support, evidence, author_words as author
      from progress
     where area_id = ${areaId} and plan_id = ${planId}
     order by said_on, recorded_at, id`.execute(db)
  return rows
}

/** Fields that were changed since the thing came into the plan: "<id> <field>". */
export async function listChangedFields(
  { db, areaId }: Reader,
  planId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('plan_change')
    .select(['thing_id', 'field'])
    .distinct()
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .execute()
  return new Set(rows.map((row) => `${row.thing_id} ${row.field}`))
}

/**
 * Holds everything of a plan that a document may change until the transaction ends: what somebody saves meanwhile
 * waits, and is not overwritten by what was read before.
 */
export async function lockPlan({ db, areaId }: Reader, planId: string): Promise<void> {
  await sql`select id from milestone where area_id = ${areaId} and plan_id = ${planId} order by id for update`.execute(
    db,
  )
  await sql`select id from action where area_id = ${areaId} and plan_id = ${planId} order by id for update`.execute(
    db,
  )
}

/** Saves changed milestones as they now stand, in one statement whatever their number. */
export async function saveMilestones(
  { db, areaId }: Scope,
  milestones: readonly MilestoneAsAt[],
): Promise<void> {
  const rows = milestones.map(({ id, actionId, ref, words, start, due, dropped, extra }) => ({
    ...{ id, ref, words, extra, action_id: actionId },
    ...{
      start_on: start?.on ?? null,
      start_precision: precisionOf(start),
      start_words: start?.words ?? null,
    },
    ...{ due_on: due?.on ?? null, due_precision: precisionOf(due), due_words: due?.words ?? null },
    ...{ dropped_on: dropped?.on ?? null, dropped_because: dropped?.reason ?? null },
  }))
  await sql`
    update milestone x
       set ref = r.ref, words = r.words, extra = r.extra, action_id = r.action_id,
           start_on = r.start_on, start_precision = r.start_precision, start_words = r.start_words,
           due_on = r.due_on, due_precision = r.due_precision, due_words = r.due_words,
           dropped_on = r.dropped_on, dropped_because = r.dropped_because
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
           id uuid, ref text, words text, extra jsonb, action_id uuid,
           start_on date, start_precision text, start_words text,
           due_on date, due_precision text, due_words text, dropped_on date, dropped_because text)
     where x.area_id = ${areaId} and x.id = r.id`.execute(db)
}

/** Saves changed actions as they now stand. Their outcome is left as it is: it is shared with others. */
export async function saveActions({ db, areaId }: Scope, actions: readonly ActionAsAt[]): Promise<void> {
  const rows = actions.map(({ id, ref, words, extra, themeId, phaseId, dropped }) => ({
    ...{ id, ref, words, extra, theme_id: themeId, phase_id: phaseId },
    ...{ dropped_on: dropped?.on ?? null, dropped_because: dropped?.reason ?? null },
  }))
  await sql`
    update action x
       set ref = r.ref, words = r.words, extra = r.extra, theme_id = r.theme_id, phase_id = r.phase_id,
           dropped_on = r.dropped_on, dropped_because = r.dropped_because
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
           id uuid, ref text, words text, extra jsonb, theme_id uuid, phase_id uuid,
           dropped_on date, dropped_because text)
     where x.area_id = ${areaId} and x.id = r.id`.execute(db)
}

export async function saveFindings({ db, areaId }: Scope, findings: readonly FindingFacts[]): Promise<void> {
  const rows = findings.map(({ id, words, group, deadline }) => ({
    ...{ id, words, group_name: group },
    ...{ deadline_on: deadline?.on ?? null, deadline_words: deadline?.words ?? null },
    deadline_precision: precisionOf(deadline),
  }))
  await sql`
    update finding x
       set words = r.words, group_name = r.group_name, deadline_on = r.deadline_on,
           deadline_precision = r.deadline_precision, deadline_words = r.deadline_words
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
           id uuid, words text, group_name text, deadline_on date, deadline_precision text, deadline_words text)
     where x.area_id = ${areaId} and x.id = r.id`.execute(db)
}

type Led = { id: string; leads: readonly LeadFacts[] }
type Watched = { id: string; boards: readonly string[] }
type Thing = 'action' | 'milestone'

/** Puts these leads in the place of those that the things have. */
export async function replaceLeadsOf(
  scope: Scope,
  planId: string,
  thing: Thing,
  things: readonly Led[],
): Promise<void> {
  if (things.length === 0) return
  const column = `${thing}_id` as const
  const ids = things.map(({ id }) => id)
  await scope.db.deleteFrom('lead').where('area_id', '=', scope.areaId).where(column, 'in', ids).execute()
  const rows = things.flatMap(({ id, leads }) =>
    leads.map((lead, position) =>
      leadRow(planId, thing === 'action' ? { action_id: id } : { milestone_id: id }, lead, position),
    ),
  )
  await insertRows(scope, 'lead', rows)
}

/** Puts these boards in the place of those that watch the things; gives the ids of boards that had to be made. */
export async function replaceBoardsOf(
  scope: Scope,
  planId: string,
  thing: Thing,
  things: readonly Watched[],
): Promise<string[]> {
  if (things.length === 0) return []
  const column = `${thing}_id` as const
  const ids = things.map(({ id }) => id)
  await scope.db
    .deleteFrom('monitoring')
    .where('area_id', '=', scope.areaId)
    .where(column, 'in', ids)
    .execute()
  const boards = await ensureBoards(
    scope,
    things.flatMap((one) => one.boards),
  )
  const rows = things.flatMap(({ id, boards: names }) =>
    names.flatMap((name) => {
      const boardId = boards.ids.get(name)
      return boardId ? [{ id: newId(), plan_id: planId, board_id: boardId, [column]: id }] : []
    }),
  )
  await insertRows(scope, 'monitoring', rows)
  return boards.made.flatMap((name) => boards.ids.get(name) ?? [])
}

/** One thing that cannot go while another stays. `id` may be a thing that was there before. */
export interface Need {
  id: string
  needs: string
}

/** Somebody has worked on it, or another document names it since. */
export interface Touched {
  id: string
  /** The person, or the document. */
  by: string
  how: 'worked' | 'named'
}

/**
 * What holds what, among things that were made together (`made`) and of others on them; and which of them somebody
 * has touched since, leaving aside the document (`documentId`) that made them. Told by the database in one statement.
 */
export async function listNeeds(
  { db, areaId }: Reader,
  made: readonly string[],
  documentId: string,
): Promise<{ needs: Need[]; touched: Touched[] }> {
  const ids = sql`(${JSON.stringify(made)}::jsonb)`
  const { rows } = await sql<{ kind: 'need' | Touched['how']; id: string; other: string }>`
    with made as materialized (select value::uuid as id from jsonb_array_elements_text${ids})
    select 'need' as kind, x.id::text as id, x.action_id::text as other from milestone x join made on made.id = x.action_id
     where x.area_id = ${areaId}
    union all
    select 'need', x.id::text, g.id::text from action x
      join made g on g.id in (x.theme_id, x.phase_id, x.outcome_id, x.plan_id) where x.area_id = ${areaId}
    union all
    select 'need', x.id::text, x.plan_id::text from milestone x join made on made.id = x.plan_id where x.area_id = ${areaId}
    union all
    select 'need', coalesce(x.milestone_id, x.action_id, x.plan_id)::text, x.id::text from citation x
      join made c on c.id = x.id join made p on p.id = coalesce(x.milestone_id, x.action_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'need', x.id::text, x.finding_id::text from citation x join made on made.id = x.finding_id
     where x.area_id = ${areaId}
    union all
    select 'need', x.id::text, x.review_id::text from finding x join made on made.id = x.review_id
     where x.area_id = ${areaId}
    union all
    select 'need', x.plan_id::text, x.review_id::text from plan_review x join made on made.id = x.review_id
     where x.area_id = ${areaId} and not exists (select from made where id = x.plan_id)
       and exists (select from finding f join citation c on c.area_id = f.area_id and c.finding_id = f.id
                    where f.area_id = x.area_id and f.review_id = x.review_id and c.plan_id = x.plan_id
                      and not exists (select from made where id = c.id))
    union all
    select 'need', coalesce(x.milestone_id, x.action_id)::text, x.id::text from progress x
      join made s on s.id = x.id join made p on p.id = coalesce(x.milestone_id, x.action_id)
     where x.area_id = ${areaId}
    union all
    select 'need', coalesce(x.milestone_id, x.action_id)::text, x.board_id::text from monitoring x
      join made on made.id = x.board_id where x.area_id = ${areaId}
    union all
    select 'need', x.plan_id::text, x.id::text from edition x join made e on e.id = x.id join made p on p.id = x.plan_id
     where x.area_id = ${areaId}
    union all
    select 'need', x.finding_id::text, x.plan_id::text from success_criterion x
      join made f on f.id = x.finding_id join made p on p.id = x.plan_id where x.area_id = ${areaId}
    union all
    select 'need', x.finding_id::text, x.plan_id::text from measure x
      join made f on f.id = x.finding_id join made p on p.id = x.plan_id where x.area_id = ${areaId}
    union all
    select 'need', x.thing_id::text, x.plan_id::text from origin x
      join made f on f.id = x.thing_id join made p on p.id = x.plan_id
     where x.area_id = ${areaId} and x.document_id = ${documentId} and x.thing_kind = 'finding'
    union all
    select 'named', p.id::text, x.document_name from origin x join made p on p.id = x.thing_id
     where x.area_id = ${areaId} and x.document_id <> ${documentId}
    union all
    select 'worked', p.id::text, x.accepted_by from xray_acceptance x join made p on p.id in (x.thing_id, x.plan_id)
     where x.area_id = ${areaId} and x.withdrawn_at is null
    union all
    select 'worked', p.id::text, x.attached_by from evidence_use x
      left join success_criterion s on s.area_id = x.area_id and s.id = x.criterion_id
      join made p on p.id in (x.milestone_id, x.table_id, x.plan_id, s.action_id, s.finding_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, y.opened_by from cycle y join made p on p.id = y.plan_id where y.area_id = ${areaId}
    union all
    select 'worked', p.id::text, y.opened_by from cycle_milestone x
      join cycle y on y.area_id = x.area_id and y.id = x.cycle_id join made p on p.id = x.milestone_id
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, y.set_by from cycle_rule y
      join made p on p.id in (y.plan_id, y.board_id) where y.area_id = ${areaId}
    union all
    select 'worked', p.id::text, n.name from saved_view x
      join made p on p.id = x.plan_id
      join person n on n.area_id = x.area_id and n.id = x.person_id where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.words from lead x join made p on p.id = x.theme_id where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.author_words from progress x
      join made p on p.id = coalesce(x.milestone_id, x.action_id)
     where x.area_id = ${areaId} and not exists (select from made where id = x.id)
    union all
    select 'worked', p.id::text, coalesce(x.ended_by, x.made_by) from citation x
      join made p on p.id in (x.id, x.milestone_id, x.action_id, x.finding_id, x.plan_id)
     where x.area_id = ${areaId} and coalesce(x.ended_by, x.made_by) is not null
    union all
    select 'worked', p.id::text, x.author_words from assessment x
      join made p on p.id in (x.progress_id, x.milestone_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.author_words from remark x
      join made p on p.id in (x.milestone_id, x.action_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.opened_by from support_request x
      join made p on p.id in (x.progress_id, x.milestone_id, x.plan_id, x.to_board_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.made_by from dependency x
      join made p on p.id in (x.action_id, x.milestone_id, x.to_action_id, x.to_milestone_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.made_by from budget_line x join made p on p.id in (x.action_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.made_by from carriage x
      join made p on p.id in (x.action_id, x.milestone_id, x.plan_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, n.name from board_seat x
      join made p on p.id = x.board_id
      join person n on n.area_id = x.area_id and n.id = x.person_id
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.changed_by from review_change x
      join made p on p.id in (x.review_id, x.finding_id) where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.added_by from review_judgement x join made p on p.id = x.review_id
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.made_by from finding_group_member x join made p on p.id = x.finding_id
    union all
    select 'worked', p.id::text, x.author_words from measure_answer x
      join measure m on m.area_id = x.area_id and m.id = x.measure_id
      left join success_criterion s on s.area_id = m.area_id and s.id = m.criterion_id
      join made p on p.id in (x.plan_id, m.action_id, m.finding_id, s.action_id, s.finding_id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, coalesce(x.ended_by, x.made_by) from success_criterion x
      join made p on p.id in (x.plan_id, x.action_id, x.finding_id)
     where x.area_id = ${areaId} and coalesce(x.ended_by, x.made_by) is not null
    union all
    select 'worked', p.id::text, coalesce(x.ended_by, x.made_by) from measure x
      left join success_criterion s on s.area_id = x.area_id and s.id = x.criterion_id
      join made p on p.id in (x.plan_id, x.action_id, x.finding_id, s.action_id, s.finding_id)
     where x.area_id = ${areaId} and coalesce(x.ended_by, x.made_by) is not null
    union all
    select 'worked', p.id::text, x.opened_by from self_assessment x
      left join finding f on f.area_id = x.area_id and f.review_id = x.review_id
      join made p on p.id in (x.review_id, f.id)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.opened_by from refresh x
      join made p on p.id in (x.plan_id, x.from_edition_id, x.to_edition_id) where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.decided_by from disposition x
      join made p on p.id in (x.action_id, x.plan_id, x.moved_to_plan_id) or p.id = any (x.into_ids)
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, r.opened_by from refresh_action x
      join refresh r on r.area_id = x.area_id and r.id = x.refresh_id
      join made p on p.id in (x.theme_id, x.phase_id) where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.made_by from phase_target x join made p on p.id = x.phase_id
     where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, coalesce(x.approved_by, '') from edition x
      join made p on p.id = x.approved_by_board_id where x.area_id = ${areaId}
    union all
    select 'worked', p.id::text, x.changed_by from plan_change x join made p on p.id = x.thing_id
     where x.area_id = ${areaId} and not exists (select from made where id = x.id)`.execute(db)
  return {
    needs: rows.flatMap(({ kind, id, other }) => (kind === 'need' ? [{ id, needs: other }] : [])),
    touched: rows.flatMap(({ kind, id, other }) => (kind === 'need' ? [] : [{ id, by: other, how: kind }])),
  }
}

/** Number and words of every live milestone of the area's plans. */
export const listMilestoneWords = ({ db, areaId }: Reader) =>
  db
    .selectFrom('milestone')
    .select(['plan_id as planId', 'ref', 'words'])
    .where('area_id', '=', areaId)
    .where('dropped_on', 'is', null)
    .execute()
