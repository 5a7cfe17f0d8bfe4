import type { Actor } from '../../platform/access/actor.ts'
import { can } from '../../platform/access/permissions.ts'
import { formatDay, formatMonth, startOfMonth } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { counted } from '../../platform/words.ts'
import { boardPaths } from '../boards/index.ts'
import {
  cyclePaths,
  listOpenCycles,
  listOwnAsked,
  readChanges,
  readMonth,
  readWaiting,
  standingOf,
} from '../cycles/index.ts'
import { countNotices, noticePaths } from '../notices/index.ts'
import {
  boardsOf,
  byWantedDate,
  isAskedOf,
  leads,
  ledMilestones,
  listBoardCounts,
  listOpenQueries,
  listOpenSupport,
  listPlans,
  listPlansLedBy,
  listThemeLeads,
  NOTHING_TYPED,
  type PlanAsAt,
  planPaths,
  readPlan,
  readXray,
  toInputs,
} from '../plans/index.ts'
import { listOverdue } from './overdue.ts'
import type { Call, HomeInput, Need, OpenMonth } from './pages/home.ts'

/** Somebody who leads single milestones is asked for those; everybody else who reads plans sees how they stand. */
const seesWholePlans = (actor: Actor): boolean =>
  can(actor, 'plans.view') && actor.roles.some((role) => role !== 'milestone_lead')

/** Everything that may need the actor today; the number of queries grows with plans and boards, not with milestones. */
export async function readHome(scope: Scope): Promise<HomeInput> {
  const { actor, today } = scope
  const plans = await readPlans(scope)
  // Who may not report is shown no form that would be refused.
  const led = can(actor, 'plans.update') ? ledMilestones(actor, plans) : []
  return {
    reader: actor.name,
    period: startOfMonth(today),
    calls: [
      ...(await listUnread(scope)),
      ...(await listQueries(scope, plans)),
      ...(await listRequests(scope)),
      ...(await listOverdue(scope)),
    ],
    led: await toInputs(scope, led, () => NOTHING_TYPED),
    asked: led.length > 0 ? await listOwnAsked(scope) : new Map(),
    actions: plans.flatMap((plan) =>
      plan.actions
        .filter((action) => !action.dropped && can(actor, 'plans.judge') && leads(actor, action))
        .map((action) => ({ plan, action })),
    ),
    themes: await listThemes(scope, plans),
    months: await listMonths(scope),
    plans: seesWholePlans(actor) ? plans : [],
    faults: await countFaults(scope, plans),
    boards: await listOwnBoards(scope),
    may: { create: can(actor, 'imports.run'), read: can(actor, 'plans.view') },
  }
}

async function readPlans(scope: Scope): Promise<PlanAsAt[]> {
  const plans: PlanAsAt[] = []
  for (const id of await plansOf(scope)) plans.push(await readPlan(scope, id, scope.today))
  return plans
}

async function plansOf(scope: Scope): Promise<string[]> {
  const { actor } = scope
  if (seesWholePlans(actor)) return (await listPlans(scope)).map((plan) => plan.id)
  if (!can(actor, 'plans.view') || actor.personId === null) return []
  const all = [actor, ...actor.standsInFor]
  return listPlansLedBy(
    scope,
    all.flatMap(({ personId }) => personId ?? []),
    all.flatMap(({ postIds }) => postIds),
  )
}

/** What was asked of updates of milestones that the actor leads, and is not answered. */
async function listQueries(scope: Scope, plans: readonly PlanAsAt[]): Promise<Call[]> {
  const milestones = new Map(plans.flatMap((plan) => plan.milestones.map((one) => [one.id, one] as const)))
  const queries = await listOpenQueries(
    scope,
    plans.map((plan) => plan.id),
  )
  return queries.flatMap((query) => {
    const milestone = milestones.get(query.milestoneId)
    if (!milestone || !leads(scope.actor, milestone)) return []
    const name = milestone.ref ? `milestone ${milestone.ref}` : 'a milestone of yours'
    return [
      {
        words: query.words,
        hint: `${query.by} asks about ${name}`,
        href: planPaths.updateMilestone(milestone.id),
      },
    ]
  })
}

/** Help that is asked of the actor, by name or by a post that they hold; their boards' stands with the boards. */
async function listRequests(scope: Scope): Promise<Call[]> {
  if (!can(scope.actor, 'plans.view')) return []
  const open = (await listOpenSupport(scope)).filter((one) => isAskedOf(scope.actor, [], one) === 'self')
  return open.toSorted(byWantedDate).map((request) => ({
    words: request.words,
    hint: `${request.openedBy.name} asks you for support${request.wantedBy ? `, by ${formatDay(request.wantedBy)}` : ''}`,
    href: planPaths.supportRequest(request.id),
  }))
}

/** One line for all that is unread: each has its own on the page of notices. */
async function listUnread(scope: Scope): Promise<Call[]> {
  const { personId } = scope.actor
  const { unread } = personId ? await countNotices(scope, personId) : { unread: 0 }
  if (unread === 0) return []
  const words = counted(unread, 'notice that you have not read', 'notices that you have not read')
  return [{ words, hint: 'Mentions, answers and what became of your requests', href: noticePaths.notices }]
}

async function listOwnBoards(scope: Scope): Promise<HomeInput['boards']> {
  const { personId } = scope.actor
  if (!can(scope.actor, 'boards.view') || personId === null) return []
  const own = new Set((await boardsOf(scope, personId, scope.today)).map(({ id }) => id))
  if (own.size === 0) return []
  return (await listBoardCounts(scope, scope.today))
    .filter(({ id }) => own.has(id))
    .map(({ id, name, milestones, openSupport, lateSupport }) => ({
      name,
      href: boardPaths.board(id),
      words: [
        `Watches ${counted(milestones, 'milestone')}`,
        `${counted(openSupport, 'request')} for support open${lateSupport > 0 ? `, ${lateSupport} late` : ''}`,
      ].join('; '),
    }))
}

async function listThemes(scope: Scope, plans: readonly PlanAsAt[]): Promise<HomeInput['themes']> {
  const { actor } = scope
  if (!seesWholePlans(actor)) return []
  const themes = []
  for (const plan of plans) {
    const own = (await listThemeLeads(scope, plan.id)).filter(
      ({ personId, postId }) =>
        (personId !== null && personId === actor.personId) ||
        (postId !== null && actor.postIds.includes(postId)),
    )
    for (const { themeId } of own) {
      const name = plan.themes.find((theme) => theme.id === themeId)?.name
      if (name) themes.push({ plan, themeId, name })
    }
  }
  return themes
}

/** Open X-ray faults of each plan, for whoever runs it. */
async function countFaults(scope: Scope, plans: readonly PlanAsAt[]): Promise<HomeInput['faults']> {
  const counts = new Map<string, number>()
  if (!can(scope.actor, 'plans.change')) return counts
  for (const { id } of plans) counts.set(id, (await readXray(scope, id)).open.length)
  return counts
}

/** What moved since the last frozen month, each count with the page of its list. */
async function listMoves(scope: Scope, cycleId: string): Promise<Need[]> {
  const { since } = await readChanges(scope, cycleId, null)
  if (!since) return []
  const { redated, unachieved, moved } = since.comparison
  const later = redated.filter(({ was, now }) => was !== null && now !== null && now > was)
  const worse = moved.filter(({ now }) => now === 'off_track' || now === 'not_achieved')
  const hint = `Since ${formatMonth(since.month.period)} was frozen`
  const href = cyclePaths.changes(cycleId)
  return [
    { number: later.length, words: 'slipped', hint, href: `${href}#redated` },
    { number: worse.length, words: 'gone off track', hint, href: `${href}#moved` },
    { number: unachieved.length, words: 'open again', hint, href: `${href}#unachieved` },
  ]
}

async function listMonths(scope: Scope): Promise<OpenMonth[]> {
  if (!can(scope.actor, 'months.run')) return []
  const months: OpenMonth[] = []
  for (const cycle of await listOpenCycles(scope)) {
    const { asked } = await readMonth(scope, cycle.id)
    const standing = standingOf(asked)
    months.push({
      plan: cycle.plan,
      period: cycle.period,
      href: cyclePaths.month(cycle.id),
      dueOn: cycle.dueOn,
      asked: standing.asked,
      answered: standing.answered,
      waiting: [...(await readWaiting(scope, cycle)), ...(await listMoves(scope, cycle.id))],
    })
  }
  return months
}
