import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { findStatement, type StatementKey } from '../../frameworks/index.ts'
import type {
  ActionAsAt,
  CitationFacts,
  LeadFacts,
  MeasureFacts,
  ShownStatement,
  UpdateFacts,
} from '../domain/facts.ts'
import { listCriteria } from './criteria.ts'

export type Reader = Pick<Scope, 'db' | 'areaId'>

/** A whole plan, or one action of it with its milestones. */
export interface Within {
  planId: string
  actionId: string | null
}

/** What hangs on actions and milestones, by their ids: one query for each kind, whatever the number of rows. */
export interface Hangings {
  leads: ReadonlyMap<string, LeadFacts[]>
  cites: ReadonlyMap<string, CitationFacts[]>
  boards: ReadonlyMap<string, string[]>
  shows: ReadonlyMap<string, ShownStatement[]>
  criteria: ReadonlyMap<string, ActionAsAt['criteria']>
  measures: ReadonlyMap<string, MeasureFacts[]>
}

/** Leads, citations and boards as they are held now; criteria as they were in force at the end of a day. */
export async function listHangings(reader: Reader, within: Within, day: PlainDate): Promise<Hangings> {
  return {
    leads: await listLeads(reader, within),
    cites: await listCitations(reader, within, day),
    boards: await listBoards(reader, within),
    shows: await listShows(reader, within, day),
    ...(await listCriteria(reader, within, day)),
  }
}

interface Hung<T> {
  id: string
  hung: T
}

const byThing = <T>(rows: readonly Hung<T>[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const { id, hung } of rows) {
    const group = groups.get(id)
    if (group) group.push(hung)
    else groups.set(id, [hung])
  }
  return groups
}

/** Rows that hang on the plan's things: `x` is the table that has `action_id` and `milestone_id`. */
function hangsWithin(areaId: string, { planId, actionId }: Within): RawBuilder<unknown> {
  if (actionId === null) return sql`x.area_id = ${areaId} and x.plan_id = ${planId}`
  return sql`x.area_id = ${areaId} and (x.action_id = ${actionId} or x.milestone_id in (${everUnder(areaId, actionId)}))`
}

/** Milestones that stand under an action, or did: a refresh moves them, and a past day wants them back. */
export const everUnder = (areaId: string, actionId: string): RawBuilder<unknown> => sql`
  select id from milestone where area_id = ${areaId} and action_id = ${actionId}
   union all
  select thing_id from plan_change
   where area_id = ${areaId} and thing_kind = 'milestone' and field = 'actionId' and was = to_jsonb(${actionId}::text)`

async function listLeads({ db, areaId }: Reader, within: Within): Promise<Map<string, LeadFacts[]>> {
  const { rows } = await sql<{
    id: string
    person_id: string | null
    post_id: string | null
    partner_id: string | null
    name: string
    partner: string | null
    part: LeadFacts['part']
  }>`
    select coalesce(x.milestone_id, x.action_id) as id, x.person_id, x.post_id, x.partner_id, x.words as name, x.part,
           q.name as partner
      from lead x
      left join person p on p.area_id = x.area_id and p.id = x.person_id
      left join post t on t.area_id = x.area_id and t.id = x.post_id
      left join partner q on q.area_id = x.area_id and q.id = coalesce(x.partner_id, t.partner_id, p.partner_id)
     where ${hangsWithin(areaId, within)} and x.theme_id is null
     order by x.position`.execute(db)
  return byThing(
    rows.map(({ id, name, partner, part, ...ids }) => ({
      id,
      hung: { holder: holderOf(ids), name, partner, part },
    })),
  )
}

function holderOf(ids: {
  person_id: string | null
  post_id: string | null
  partner_id: string | null
}): LeadFacts['holder'] {
  if (ids.person_id) return { kind: 'person', id: ids.person_id }
  if (ids.post_id) return { kind: 'post', id: ids.post_id }
  return ids.partner_id ? { kind: 'partner', id: ids.partner_id } : null
}

/** Whether a row `of`, which stands from a day until another, stands on this one. */
export const holdsOn = (of: string, day: PlainDate): RawBuilder<boolean> =>
  sql<boolean>`((${sql.ref(`${of}.from_on`)} is null or ${sql.ref(`${of}.from_on`)} <= ${day}::date)
    and (${sql.ref(`${of}.to_on`)} is null or ${sql.ref(`${of}.to_on`)} > ${day}::date))`

async function listCitations(
  { db, areaId }: Reader,
  within: Within,
  day: PlainDate,
): Promise<Map<string, CitationFacts[]>> {
  const { rows } = await sql<CitationFacts & { id: string }>`
    select coalesce(x.milestone_id, x.action_id) as id, x.finding_id as "findingId", f.ref as "findingRef", x.words
      from citation x
      left join finding f on f.area_id = x.area_id and f.id = x.finding_id
     where ${hangsWithin(areaId, within)} and num_nonnulls(x.action_id, x.milestone_id) = 1
       and ${holdsOn('x', day)}
     order by x.position, x.id`.execute(db)
  return byThing(rows.map(({ id, ...hung }) => ({ id, hung })))
}

async function listBoards({ db, areaId }: Reader, within: Within): Promise<Map<string, string[]>> {
  const { rows } = await sql<Hung<string>>`
    select coalesce(x.milestone_id, x.action_id) as id, b.name as hung
      from monitoring x
      join board b on b.area_id = x.area_id and b.id = x.board_id
     where ${hangsWithin(areaId, within)}
     order by b.name`.execute(db)
  return byThing(rows)
}

/** Statements that were linked by the end of a day, in the order in which they were. */
async function listShows(
  { db, areaId }: Reader,
  within: Within,
  day: PlainDate,
): Promise<Map<string, ShownStatement[]>> {
  const { rows } = await sql<StatementKey & { id: string }>`
    select coalesce(x.milestone_id, x.action_id) as id, x.framework, x.version, x.descriptor
      from descriptor_link x
     where ${hangsWithin(areaId, within)} and x.from_on <= ${day}::date and (x.to_on is null or x.to_on > ${day}::date)
     order by x.framework, x.version, x.id`.execute(db)
  return byThing(rows.map(({ id, ...key }) => ({ id, hung: { ...key, words: wordsOf(key) } })))
}

/** A statement that its framework has no more keeps its code. */
const wordsOf = (key: StatementKey): string => findStatement(key)?.words ?? key.descriptor

/** An update as JSON in its finished shape, as at a day; `u` is the row of `progress`. */
export const updateJson = (day: PlainDate): RawBuilder<UpdateFacts> => sql`jsonb_build_object(
  'id', u.id, 'period', u.period, 'saidOn', u.said_on, 'status', u.status, 'statusWords', u.status_words,
  'done', u.done, 'next', u.next, 'support', u.support, 'evidence', u.evidence, 'author', u.author_words,
  'forWhom', u.for_words, 'concerns', u.concerns, 'reason', u.reason, 'recovery', u.recovery,
  'proposedDue', u.proposed_due, 'verification', ${verificationOf(day)},
  'recordedAt', to_char(u.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`

/** What somebody else made of a claim of completion by the end of a day; nothing is looked up for other updates. */
const verificationOf = (day: PlainDate): RawBuilder<unknown> => sql`case when u.status = 'achieved' then (
    select jsonb_build_object('verdict', v.verdict, 'words', v.words, 'by', v.author_words, 'on', v.said_on)
      from assessment v
     where v.area_id = u.area_id and v.progress_id = u.id and v.verdict in ('verified', 'returned')
       and v.said_on <= ${day}::date
     order by v.recorded_at desc, v.id desc
     limit 1) end`

/** The last that was said of each action or milestone `x` by the end of a day; null where nothing was. */
export const latestOf = (
  thing: 'action' | 'milestone',
  areaId: string,
  day: PlainDate,
): RawBuilder<UpdateFacts | null> =>
  sql`(
    select ${updateJson(day)}
      from progress u
     where u.area_id = ${areaId} and u.${sql.ref(`${thing}_id`)} = x.id and u.said_on <= ${day}::date
     order by u.said_on desc, u.recorded_at desc, u.id desc
     limit 1)`

/** Everything said of a milestone by the end of a day, newest first. */
export async function listUpdates(
  { db, areaId }: Reader,
  milestoneId: string,
  day: PlainDate,
): Promise<UpdateFacts[]> {
  const { rows } = await sql<{ said: UpdateFacts }>`
    select ${updateJson(day)} as said
      from progress u
     where u.area_id = ${areaId} and u.milestone_id = ${milestoneId} and u.said_on <= ${day}::date
     order by u.said_on desc, u.recorded_at desc, u.id desc`.execute(db)
  return rows.map(({ said }) => said)
}
