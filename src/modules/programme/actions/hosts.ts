import { addMonths, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { listPartners, listPosts } from '../../identity/index.ts'
import { type HostPlan, wouldStandUnderItself } from '../domain/cascade.ts'
import {
  endCarriagesOf,
  findHostPlanOnce,
  type HostPlanWish,
  insertHostPlan,
  insertHostReview,
  listCarried,
  listHostPlans,
  listHostReviews,
  lockHostPlans,
  type ReviewWish,
  saveEnd,
  saveHostPlan,
  saveReviewDue,
} from '../queries/hosts.ts'

/** A plan of others, with its reviews, what it carries, and every other plan. Errors: NotFound. */
export async function readHostPlan(scope: Scope, id: string) {
  const hosts = await listHostPlans(scope, scope.today)
  const host = hostIn(hosts, id)
  return { host, hosts, reviews: await listHostReviews(scope, id), carried: await listCarried(scope, id) }
}

function hostIn(hosts: readonly HostPlan[], id: string): HostPlan {
  const host = hosts.find((one) => one.id === id)
  if (!host) throw new NotFound('host plan')
  return host
}

/** Who can own such a plan, and what it can stand under. */
export const readHostChoices = async (scope: Scope) => ({
  partners: await listPartners(scope),
  posts: await listPosts(scope),
  hosts: await listHostPlans(scope, scope.today),
})

/** What is said of such a plan; its owner is a post, or words where no post is given. */
export type HostPlanFields = Omit<HostPlanWish, 'ownerWords'> & { ownerWords: string | null }

/**
 * Adds a plan of a partner, a directorate, a team or a person; gives its id. The same form sent twice is one plan.
 * Errors: Unacceptable when its owner, its partner or what it stands under is not there; a personal plan is owned by a
 * post, so that nobody is named.
 */
export async function addHostPlan(
  scope: Scope,
  { once, ...fields }: HostPlanFields & { once: string },
): Promise<string> {
  const wish = await settle(scope, fields, null)
  const id = await insertHostPlan(scope, { ...wish, once })
  if (id === null) return (await findHostPlanOnce(scope, once)) ?? ''
  await record(scope, {
    act: 'host_plan.added',
    thing: { kind: 'host_plan', id },
    detail: { level: wish.level, title: wish.title },
  })
  return id
}

/** Changes what is said of a plan; what it carries stays. Errors: NotFound; Unacceptable as for adding one. */
export async function changeHostPlan(scope: Scope, id: string, fields: HostPlanFields): Promise<void> {
  await lockHostPlans(scope)
  const was = openHost(await listHostPlans(scope, scope.today), id)
  const wish = await settle(scope, fields, id)
  await saveHostPlan(scope, id, wish)
  await record(scope, {
    act: 'host_plan.changed',
    thing: { kind: 'host_plan', id },
    detail: {
      ...{ was: was.title, title: wish.title, parent: wish.parentId },
      ...{ dueWas: was.reviewDueOn, due: wish.reviewDueOn },
    },
  })
}

function openHost(hosts: readonly HostPlan[], id: string): HostPlan {
  const host = hostIn(hosts, id)
  if (host.endedOn !== null) throw new Unacceptable('This plan has ended: add another in its place', 'title')
  return host
}

async function settle(scope: Scope, fields: HostPlanFields, id: string | null): Promise<HostPlanWish> {
  const { partners, posts, hosts } = await readHostChoices(scope)
  const { partnerId, parentId, ownerPostId, level } = fields
  if (partnerId && !partners.some((one) => one.id === partnerId))
    throw new Unacceptable('Choose a partner from the list', 'partner')
  if (parentId && !hosts.some((one) => one.id === parentId && one.endedOn === null))
    throw new Unacceptable('Choose a plan from the list', 'parent')
  if (id && parentId && wouldStandUnderItself(hosts, id, parentId))
    throw new Unacceptable('It would stand under itself: choose another plan', 'parent')
  const post = posts.find((one) => one.id === ownerPostId)
  if (ownerPostId && !post) throw new Unacceptable('Choose a post from the list', 'post')
  if (level === 'personal' && !post)
    throw new Unacceptable('Choose the post whose plan it is: a personal plan names no person', 'post')
  const ownerWords = post?.title ?? fields.ownerWords
  if (!ownerWords) throw new Unacceptable('Choose the post that owns it, or say who does', 'post')
  return { ...fields, ownerWords }
}

/**
 * Adds a review of a plan: whether it still carries what it should. The next is due a year later, unless another day
 * is given. The same form sent twice is one review. Errors: NotFound; Unacceptable for a day to come.
 */
export async function reviewHostPlan(
  scope: Scope,
  id: string,
  { nextDueOn, ...wish }: ReviewWish & { nextDueOn: PlainDate | null },
): Promise<void> {
  await lockHostPlans(scope)
  openHost(await listHostPlans(scope, scope.today), id)
  if (wish.reviewedOn > scope.today)
    throw new Unacceptable('The review must be today or in the past', 'reviewed')
  if (!(await insertHostReview(scope, id, wish))) return
  const due = nextDueOn ?? addMonths(wish.reviewedOn, 12)
  await saveReviewDue(scope, id, due)
  await record(scope, {
    act: 'host_plan.reviewed',
    thing: { kind: 'host_plan', id },
    detail: { on: wish.reviewedOn, due },
  })
}

/** Ends a plan today, with all that it carries. Errors: NotFound, also when it has ended. */
export async function endHostPlan(scope: Scope, id: string): Promise<void> {
  await lockHostPlans(scope)
  const host = hostIn(await listHostPlans(scope, scope.today), id)
  if (host.endedOn !== null) throw new NotFound('host plan')
  await saveEnd(scope, id, scope.today)
  const carried = await endCarriagesOf(scope, id)
  await record(scope, {
    act: 'host_plan.ended',
    thing: { kind: 'host_plan', id },
    detail: { carried },
  })
}
