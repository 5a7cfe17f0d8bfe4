import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Ask } from '../domain/asks.ts'
import type { Rung } from '../domain/chasing.ts'
import type { Coverable } from '../domain/coverage.ts'
import type { AskedMilestone } from '../domain/replies.ts'
import { isGone } from './who.ts'

type Reader = Pick<Scope, 'db' | 'areaId' | 'today'>

/**
 * Milestones of a plan that are not dropped, with their last status and their leads: two queries. One with both in it
 * takes a minute where the database has no statistics yet, as after a large import.
 */
export async function listCoverable(reader: Reader, planId: string, day: PlainDate): Promise<Coverable[]> {
  const { db, areaId } = reader
  const leads = await listMilestoneLeads(reader, planId)
  const { rows } = await sql<Omit<Coverable, 'leads'>>`
    select m.id, m.ref, m.words, m.action_id as "actionId", a.theme_id as "themeId",
           m.start_on as "startOn", m.due_on as "dueOn",
           (select u.status from progress u
             where u.area_id = ${areaId} and u.milestone_id = m.id and u.said_on <= ${day}::date
             order by u.said_on desc, u.recorded_at desc, u.id desc limit 1) as status
      from milestone m
      join action a on a.area_id = m.area_id and a.id = m.action_id
     where m.area_id = ${areaId} and m.plan_id = ${planId} and m.live_from <= ${day}::date
       and m.dropped_on is null and a.dropped_on is null
     order by a.position, m.position`.execute(db)
  return rows.map((row) => ({ ...row, leads: leads.get(row.id) ?? [] }))
}

async function listMilestoneLeads({ db, areaId }: Reader, planId: string) {
  const rows = await db
    .selectFrom('lead')
    .select(['milestone_id as milestoneId', 'person_id as personId', 'post_id as postId', 'words as name'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('milestone_id', 'is not', null)
    .where('part', '<>', 'support')
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.milestoneId)
}

export interface AskRow {
  id: string
  cycleId: string
  personId: string
  person: string
  standInId: string | null
  standIn: string | null
  /** Where it went: the stand-in's address where there is one. */
  email: string | null
  expiresAt: Date
  askedAt: Date
  revokedAt: Date | null
  reminders: number
  remindedOn: PlainDate | null
  /** How its first mail fared: a state of the outbox. */
  mail: string | null
  mailAnswer: string | null
}

const askRows = ({ db, areaId, today }: Reader, which: ReturnType<typeof sql>) =>
  sql<AskRow>`
    select k.id, k.cycle_id as "cycleId", k.person_id as "personId", p.name as person,
           k.stand_in_id as "standInId", s.name as "standIn",
           case when not ${isGone('r', today)} then r.email end as email,
           k.expires_at as "expiresAt", k.asked_at as "askedAt", k.revoked_at as "revokedAt",
           (select count(*)::int from chase h
             where h.area_id = k.area_id and h.ask_id = k.id and h.rung = 'reminder') as reminders,
           (select max(h.sent_on) from chase h
             where h.area_id = k.area_id and h.ask_id = k.id and h.rung = 'reminder') as "remindedOn",
           m.state as mail, m.answer as "mailAnswer"
      from ask k
      join person p on p.area_id = k.area_id and p.id = k.person_id
      left join person s on s.area_id = k.area_id and s.id = k.stand_in_id
      join person r on r.area_id = k.area_id and r.id = coalesce(k.stand_in_id, k.person_id)
      left join mail m on m.area_id = k.area_id and m.once = 'ask ' || k.id
     where k.area_id = ${areaId} and ${which}
     order by p.name, k.asked_at, k.id`
    .execute(db)
    .then(({ rows }) => rows)

export const listAsks = (reader: Reader, cycleId: string): Promise<AskRow[]> =>
  askRows(reader, sql`k.cycle_id = ${cycleId}`)

export const findAsk = async (reader: Reader, id: string): Promise<AskRow | undefined> => {
  const [row] = await askRows(reader, sql`k.id = ${id}`)
  return row
}

/**
 * What everybody is asked about in a month, or one of them, and whether it was answered for that month. Left out is what
 * was handed on since, and what was dropped; a month that is frozen stands as it did then.
 */
export async function listAsked(
  { db, areaId }: Reader,
  cycleId: string,
  askId: string | null = null,
): Promise<AskedMilestone[]> {
  const { rows } = await sql<AskedMilestone>`
    select k.id as "askId", m.id as "milestoneId", m.ref, m.words, m.action_id as "actionId", a.theme_id as "themeId",
           exists (select from progress u
                    where u.area_id = ${areaId} and u.milestone_id = m.id and u.period = y.period
                      and (y.frozen_at is null or u.recorded_at <= y.frozen_at)) as answered
      from ask k
      join cycle y on y.area_id = k.area_id and y.id = k.cycle_id
      join ask_milestone x on x.area_id = k.area_id and x.ask_id = k.id
      join milestone m on m.area_id = x.area_id and m.id = x.milestone_id
      join action a on a.area_id = m.area_id and a.id = m.action_id
     where k.area_id = ${areaId} and k.cycle_id = ${cycleId} ${askId === null ? sql`` : sql`and k.id = ${askId}`}
       and x.ended_at is null
       and (least(m.dropped_on, a.dropped_on) is null
         or least(m.dropped_on, a.dropped_on) > (y.frozen_at at time zone 'Europe/London')::date)
     order by m.due_on nulls first, a.position, m.position`.execute(db)
  return rows
}

export async function insertAsks(
  scope: Scope,
  cycleId: string,
  asks: readonly (Ask & { id: string })[],
  expiresAt: Date,
): Promise<void> {
  const rows = asks.map(({ id, personId, standInId }) => ({
    id,
    cycle_id: cycleId,
    person_id: personId,
    stand_in_id: standInId,
    expires_at: expiresAt,
    asked_at: scope.now,
  }))
  await insertRows(scope, 'ask', rows)
  await insertPairs(scope, asks)
}

/** What each ask asks about; what was handed on and came back is asked about again. */
export async function insertPairs(
  { db, areaId }: Scope,
  asks: readonly { id: string; milestoneIds: readonly string[] }[],
): Promise<void> {
  const pairs = asks.flatMap(({ id, milestoneIds }) => milestoneIds.map((one) => [id, one] as const))
  await sql`
    insert into ask_milestone (area_id, ask_id, milestone_id)
    select ${areaId}::uuid, x.ask, x.milestone from ${pairRows(pairs)}
    on conflict (area_id, ask_id, milestone_id) do update set ended_at = null`.execute(db)
}

type Pair = readonly [askId: string, milestoneId: string]

const pairRows = (pairs: readonly Pair[]) =>
  sql`unnest(${pairs.map(([ask]) => ask)}::uuid[], ${pairs.map(([, one]) => one)}::uuid[]) as x(ask, milestone)`

/** These milestones are no longer asked about by these asks. */
export async function endPairs({ db, areaId, now }: Scope, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return
  await sql`
    update ask_milestone p set ended_at = ${now} from ${pairRows(pairs)}
     where p.area_id = ${areaId} and p.ask_id = x.ask and p.milestone_id = x.milestone
       and p.ended_at is null`.execute(db)
}

/** Ends links, and lets them be told from those that merely ran out. */
export const revokeAsk = ({ db, areaId, actor, now }: Scope, id: string) =>
  db
    .updateTable('ask')
    .set({ revoked_at: now, revoked_by: actor.name })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()

/** A link that ran out works again, with the reminder that carries it. */
export const prolongAsks = ({ db, areaId }: Scope, ids: readonly string[], expiresAt: Date) =>
  db
    .updateTable('ask')
    .set({ expires_at: expiresAt })
    .where('area_id', '=', areaId)
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .execute()

export interface NewChase {
  askId: string
  rung: Rung
  toPersonId: string
  silent: number
}

/** Those that were written down: the same of one day is written once. */
export async function insertChases(scope: Scope, chases: readonly NewChase[]): Promise<NewChase[]> {
  if (chases.length === 0) return []
  const { rows } = await sql<{ ask_id: string; rung: string; to_person_id: string }>`
    insert into chase (area_id, id, ask_id, rung, to_person_id, silent, sent_by, sent_on, sent_at)
    select ${scope.areaId}::uuid, x.id, x.ask_id, x.rung, x.to_person_id, x.silent,
           ${scope.actor.name}, ${scope.today}::date, ${scope.now}
      from jsonb_to_recordset(${JSON.stringify(
        chases.map((one) => ({
          id: newId(),
          ask_id: one.askId,
          rung: one.rung,
          to_person_id: one.toPersonId,
          silent: one.silent,
        })),
      )}::jsonb) as x(id uuid, ask_id uuid, rung text, to_person_id uuid, silent int)
    on conflict do nothing
    returning ask_id, rung, to_person_id`.execute(scope.db)
  const written = new Set(rows.map((row) => `${row.ask_id} ${row.rung} ${row.to_person_id}`))
  return chases.filter((one) => written.has(`${one.askId} ${one.rung} ${one.toPersonId}`))
}

/** Leads of a plan's actions and themes, for telling whom silence is reported to. */
export async function listLeadsAbove(
  { db, areaId }: Reader,
  planId: string,
): Promise<
  { actionId: string | null; themeId: string | null; personId: string | null; postId: string | null }[]
> {
  return db
    .selectFrom('lead')
    .select(['action_id as actionId', 'theme_id as themeId', 'person_id as personId', 'post_id as postId'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('milestone_id', 'is', null)
    .where('part', '<>', 'support')
    .execute()
}
