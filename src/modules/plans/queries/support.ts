import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { SupportFacts } from '../domain/facts.ts'
import type { Addressee, SupportRequest, SupportState } from '../domain/support.ts'
import { everUnder, type Reader, type Within } from './facts.ts'

interface RequestRow {
  id: string
  plan: SupportRequest['plan']
  milestone: SupportRequest['milestone']
  words: string
  to_person_id: string | null
  to_post_id: string | null
  to_board_id: string | null
  toWords: string
  wantedBy: PlainDate | null
  state: SupportState
  openedBy: SupportRequest['openedBy']
  openedOn: PlainDate
  closed: SupportRequest['closed']
}

const REQUESTS = sql`
  select x.id, x.words, x.to_person_id, x.to_post_id, x.to_board_id, x.to_words as "toWords",
         x.wanted_by as "wantedBy", x.state, x.opened_on as "openedOn",
         jsonb_build_object('id', p.id, 'title', p.title) as plan,
         jsonb_build_object('id', m.id, 'ref', m.ref, 'words', m.words) as milestone,
         jsonb_build_object('id', x.opened_by_id, 'name', x.opened_by) as "openedBy",
         case when x.state <> 'open' then
           jsonb_build_object('by', x.closed_by, 'on', x.closed_on, 'words', x.closing_words) end as closed
    from support_request x
    join plan p on p.area_id = x.area_id and p.id = x.plan_id
    join milestone m on m.area_id = x.area_id and m.id = x.milestone_id`

/** Every open request of the area, by wanted date; those without one last. */
export async function listOpenSupport({ db, areaId }: Reader): Promise<SupportRequest[]> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where x.area_id = ${areaId} and x.state = 'open'
    order by x.wanted_by nulls last, x.opened_on, x.id`.execute(db)
  return rows.map(toRequest)
}

/** The requests that were closed last, newest first, and no more than so many. */
export async function listClosedSupport({ db, areaId }: Reader, most: number): Promise<SupportRequest[]> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where x.area_id = ${areaId} and x.state <> 'open'
    order by x.closed_on desc, x.closed_at desc limit ${most}`.execute(db)
  return rows.map(toRequest)
}

/** One request. Errors: NotFound. */
export async function getSupport({ db, areaId }: Reader, id: string): Promise<SupportRequest> {
  const { rows } = await sql<RequestRow>`${REQUESTS} where x.area_id = ${areaId} and x.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new NotFound('support request')
  return toRequest(row)
}

/** The open request into which the next month's words go: one that an update opened, and else the newest. */
export async function findOpenSupport(
  { db, areaId }: Reader,
  milestoneId: string,
): Promise<SupportRequest | null> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where x.area_id = ${areaId} and x.milestone_id = ${milestoneId} and x.state = 'open'
    order by x.progress_id is null, x.opened_at desc, x.id desc limit 1`.execute(db)
  const [row] = rows
  return row ? toRequest(row) : null
}

function toRequest(row: RequestRow): SupportRequest {
  const { to_person_id, to_post_id, to_board_id, ...request } = row
  return { ...request, to: toAddressee(to_person_id, to_post_id, to_board_id) }
}

function toAddressee(person: string | null, post: string | null, board: string | null): Addressee | null {
  if (person) return { kind: 'person', id: person }
  if (post) return { kind: 'post', id: post }
  return board ? { kind: 'board', id: board } : null
}

/** Holds a request until the transaction ends: of two who settle it at once, the second sees what the first did. */
export async function lockSupport({ db, areaId }: Scope, id: string): Promise<void> {
  await sql`select id from support_request where area_id = ${areaId} and id = ${id} for update`.execute(db)
}

/** Whether a form of this mark opened a request. */
export const isSupportOpened = async ({ db, areaId }: Reader, once: string): Promise<boolean> =>
  (await db
    .selectFrom('support_request')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()) !== undefined

export interface SupportInput {
  planId: string
  milestoneId: string
  progressId: string | null
  words: string
  to: Addressee | null
  toWords: string
  wantedBy: PlainDate | null
  once: string
}

/** Saves a new request and gives its id. */
export async function insertSupport(
  { db, areaId, actor, now, today }: Scope,
  input: SupportInput,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('support_request')
    .values({
      ...{ area_id: areaId, id, plan_id: input.planId, milestone_id: input.milestoneId },
      ...{ progress_id: input.progressId, words: input.words, wanted_by: input.wantedBy },
      ...toColumns(input.to, input.toWords),
      ...{ state: 'open', opened_by_id: actor.personId, opened_by: actor.name },
      ...{ opened_on: today, opened_at: now, once: input.once },
    })
    .execute()
  return id
}

const toColumns = (to: Addressee | null, toWords: string) => ({
  to_person_id: to?.kind === 'person' ? to.id : null,
  to_post_id: to?.kind === 'post' ? to.id : null,
  to_board_id: to?.kind === 'board' ? to.id : null,
  to_words: toWords,
})

/** Asks somebody else, or by another day. */
export const updateAsked = (
  { db, areaId }: Scope,
  id: string,
  { to, toWords, wantedBy }: Pick<SupportInput, 'to' | 'toWords' | 'wantedBy'>,
) =>
  db
    .updateTable('support_request')
    .set({ ...toColumns(to, toWords), wanted_by: wantedBy })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/** Closes a request, or opens it again (`closed` null). */
export const updateState = (
  { db, areaId, actor, now }: Scope,
  id: string,
  { state, closed }: { state: SupportState; closed: { on: PlainDate; words: string } | null },
) =>
  db
    .updateTable('support_request')
    .set({
      state,
      closed_by: closed && actor.name,
      closed_on: closed?.on ?? null,
      closed_at: closed && now,
      closing_words: closed?.words ?? null,
    })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/**
 * Requests that were open at the end of a day, by their milestones: one query for a plan or for one action. Whom they
 * were of, and by when, is what is held now with every later word's change taken back.
 */
export async function listSupportAsAt(
  { db, areaId }: Reader,
  { planId, actionId }: Within,
  day: PlainDate,
): Promise<ReadonlyMap<string, SupportFacts[]>> {
  const { rows } = await sql<SupportFacts & { milestoneId: string }>`
    select x.milestone_id as "milestoneId", x.id, x.words, x.opened_on as "openedOn",
           coalesce((select r.moves #>> '{to,was}' from remark r
                      where r.area_id = x.area_id and r.support_id = x.id and r.said_on > ${day}::date and r.moves ? 'to'
                      order by r.said_on, r.recorded_at limit 1), x.to_words) as "to",
           case when changed.id is null then x.wanted_by else (changed.moves #>> '{wantedBy,was}')::date end as "wantedBy"
      from support_request x
      left join lateral (
        select r.id, r.moves from remark r
         where r.area_id = x.area_id and r.support_id = x.id and r.said_on > ${day}::date and r.moves ? 'wantedBy'
         order by r.said_on, r.recorded_at limit 1) changed on true
     where x.area_id = ${areaId} and x.plan_id = ${planId} and x.opened_on <= ${day}::date
       ${actionId === null ? sql`` : sql`and x.milestone_id in (${everUnder(areaId, actionId)})`}
       and coalesce((select r.moves ->> 'state' from remark r
                      where r.area_id = x.area_id and r.support_id = x.id and r.said_on <= ${day}::date and r.moves ? 'state'
                      order by r.said_on desc, r.recorded_at desc limit 1), 'open') = 'open'
     order by "wantedBy" nulls last, x.opened_on, x.id`.execute(db)
  const groups = Map.groupBy(rows, ({ milestoneId }) => milestoneId)
  return new Map([...groups].map(([id, list]) => [id, list.map(({ milestoneId: _, ...facts }) => facts)]))
}
