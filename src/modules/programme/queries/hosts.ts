import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { HostLevel } from '../../plans/index.ts'
import type { HostPlan } from '../domain/cascade.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** Every plan of others, from partners' plans to personal ones, by title; with what each carries on a day. */
export async function listHostPlans({ db, areaId }: Reader, day: PlainDate): Promise<HostPlan[]> {
  const { rows } = await sql<HostPlan>`
    select h.id, h.level, h.title, h.parent_id as "parentId", coalesce(t.title, h.owner_words) as owner,
           h.owner_post_id as "ownerPostId", h.review_due_on as "reviewDueOn", h.ended_on as "endedOn",
           case when q.id is not null then jsonb_build_object('id', q.id, 'name', q.name) end as partner,
           (select max(v.reviewed_on) from host_plan_review v
             where v.area_id = h.area_id and v.host_plan_id = h.id) as "lastReviewedOn",
           (select count(*)::int from carriage c
             where c.area_id = h.area_id and c.host_plan_id = h.id
               and c.from_on <= ${day}::date and (c.to_on is null or c.to_on > ${day}::date)) as carries
      from host_plan h
      left join partner q on q.area_id = h.area_id and q.id = h.partner_id
      left join post t on t.area_id = h.area_id and t.id = h.owner_post_id
     where h.area_id = ${areaId}
     order by array_position(array['partner', 'directorate', 'team', 'personal'], h.level), h.title, h.id`.execute(
    db,
  )
  return rows
}

export interface OverdueHostPlan {
  id: string
  title: string
  owner: string
  reviewDueOn: PlainDate
}

/** Plans of others whose yearly review was due before a day, the longest overdue first: for whoever runs the programme. */
export async function listOverdueHostPlans(
  { db, areaId }: Reader,
  day: PlainDate,
): Promise<OverdueHostPlan[]> {
  const { rows } = await sql<OverdueHostPlan>`
    select h.id, h.title, coalesce(t.title, h.owner_words) as owner, h.review_due_on as "reviewDueOn"
      from host_plan h
      left join post t on t.area_id = h.area_id and t.id = h.owner_post_id
     where h.area_id = ${areaId} and h.ended_on is null and h.review_due_on < ${day}::date
     order by h.review_due_on, h.title`.execute(db)
  return rows
}

export interface HostPlanWish {
  level: HostLevel
  title: string
  partnerId: string | null
  parentId: string | null
  ownerPostId: string | null
  ownerWords: string
  reviewDueOn: PlainDate | null
}

const columnsOf = (wish: HostPlanWish) => ({
  ...{ level: wish.level, title: wish.title, partner_id: wish.partnerId, parent_id: wish.parentId },
  ...{ owner_words: wish.ownerWords, owner_post_id: wish.ownerPostId, review_due_on: wish.reviewDueOn },
})

/** Saves a plan; gives its id, or null when its form was saved already. */
export async function insertHostPlan(
  scope: Scope,
  wish: HostPlanWish & { once: string },
): Promise<string | null> {
  const [id] = await insertNewRows(scope, 'host_plan', [{ id: newId(), once: wish.once, ...columnsOf(wish) }])
  return id ?? null
}

/** The plan that a form made when it was sent before. */
export const findHostPlanOnce = async ({ db, areaId }: Reader, once: string): Promise<string | null> =>
  (
    await db
      .selectFrom('host_plan')
      .select('id')
      .where('area_id', '=', areaId)
      .where('once', '=', once)
      .executeTakeFirst()
  )?.id ?? null

/** Holds the tree until the transaction ends: two who move plans under each other do so one after the other. */
export const lockHostPlans = ({ db, areaId }: Reader) =>
  db.selectFrom('host_plan').select('id').where('area_id', '=', areaId).orderBy('id').forUpdate().execute()

const update = ({ db, areaId }: Reader, id: string) =>
  db.updateTable('host_plan').where('area_id', '=', areaId).where('id', '=', id)

export const saveHostPlan = (reader: Reader, id: string, wish: HostPlanWish) =>
  update(reader, id).set(columnsOf(wish)).execute()

export const saveReviewDue = (reader: Reader, id: string, on: PlainDate | null) =>
  update(reader, id).set({ review_due_on: on }).execute()

export const saveEnd = (reader: Reader, id: string, on: PlainDate) =>
  update(reader, id).set({ ended_on: on }).execute()

export interface ReviewWish {
  reviewedOn: PlainDate
  words: string
  once: string
}

/** Saves a review; says whether it is new. */
export async function insertHostReview(
  scope: Scope,
  hostPlanId: string,
  { reviewedOn, words, once }: ReviewWish,
): Promise<boolean> {
  const made = await insertNewRows(scope, 'host_plan_review', [
    {
      ...{ id: newId(), host_plan_id: hostPlanId, reviewed_on: reviewedOn, words, once },
      ...{ author_words: scope.actor.name, recorded_at: scope.now },
    },
  ])
  return made.length > 0
}

/** The reviews of one plan, the last first. */
export const listHostReviews = ({ db, areaId }: Reader, hostPlanId: string) =>
  db
    .selectFrom('host_plan_review')
    .select(['id', 'reviewed_on as reviewedOn', 'words', 'author_words as author'])
    .where('area_id', '=', areaId)
    .where('host_plan_id', '=', hostPlanId)
    .orderBy('reviewed_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export interface CarriedThing {
  id: string
  kind: 'action' | 'milestone'
  thingId: string
  ref: string | null
  words: string
  plan: { id: string; title: string }
  reference: string | null
  fromOn: PlainDate
  toOn: PlainDate | null
  endedBy: string | null
}

/** What one plan carries and has carried, plan by plan in the order of their numbers; what has ended comes last. */
export async function listCarried({ db, areaId }: Reader, hostPlanId: string): Promise<CarriedThing[]> {
  const { rows } = await sql<CarriedThing>`
    select c.id, case when c.action_id is null then 'milestone' else 'action' end as kind,
           coalesce(c.action_id, c.milestone_id) as "thingId", coalesce(a.ref, m.ref) as ref,
           coalesce(a.words, m.words) as words, jsonb_build_object('id', p.id, 'title', p.title) as plan,
           c.reference, c.from_on as "fromOn", c.to_on as "toOn", c.ended_by as "endedBy"
      from carriage c
      join plan p on p.area_id = c.area_id and p.id = c.plan_id
      left join action a on a.area_id = c.area_id and a.id = c.action_id
      left join milestone m on m.area_id = c.area_id and m.id = c.milestone_id
      left join action o on o.area_id = c.area_id and o.id = coalesce(c.action_id, m.action_id)
     where c.area_id = ${areaId} and c.host_plan_id = ${hostPlanId}
     order by c.to_on nulls first, p.created_at, o.position, m.position nulls first, c.id`.execute(db)
  return rows
}

export interface CarriageWish {
  planId: string
  kind: 'action' | 'milestone'
  thingId: string
  hostPlanId: string
  reference: string | null
}

/** Saves what a plan carries, from today on; gives its id, or null when it carries it already. */
export async function insertCarriage(scope: Scope, wish: CarriageWish): Promise<string | null> {
  const [id] = await insertNewRows(scope, 'carriage', [
    {
      ...{ id: newId(), plan_id: wish.planId, host_plan_id: wish.hostPlanId, reference: wish.reference },
      action_id: wish.kind === 'action' ? wish.thingId : null,
      milestone_id: wish.kind === 'milestone' ? wish.thingId : null,
      ...{ from_on: scope.today, made_by: scope.actor.name },
    },
  ])
  return id ?? null
}

const openCarriages = ({ db, areaId, actor, today }: Scope) =>
  db
    .updateTable('carriage')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('to_on', 'is', null)

/** Ends what is carried of these things; says whether there was any. */
export async function endCarriageRow(
  scope: Scope,
  id: string,
  thingIds: readonly string[],
): Promise<boolean> {
  const { numUpdatedRows } = await openCarriages(scope)
    .where('id', '=', id)
    .where((either) =>
      either.or([either('action_id', 'in', thingIds), either('milestone_id', 'in', thingIds)]),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends all that a plan carries; gives how much that was. */
export async function endCarriagesOf(scope: Scope, hostPlanId: string): Promise<number> {
  const { numUpdatedRows } = await openCarriages(scope)
    .where('host_plan_id', '=', hostPlanId)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
