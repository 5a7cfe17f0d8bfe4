import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { listUnreviewed, type MonthWords, type PlanAsAt, readPlan } from '../../plans/index.ts'
import { asksFor, type Unasked } from '../domain/asks.ts'
import { type Coverable, coveredBy } from '../domain/coverage.ts'
import type { AskedMilestone } from '../domain/replies.ts'
import { type Waiting, waitingOf } from '../domain/review.ts'
import { cyclePaths } from '../paths.ts'
import { type AskRow, listAsked, listAsks, listCoverable, listLeadsAbove } from '../queries/asks.ts'
import { type CycleRow, getCycle } from '../queries/cycles.ts'
import { listNotMine, type NotMine } from '../queries/not-mine.ts'
import { listReachable } from '../queries/who.ts'
import { standInsToday } from './ask.ts'

export interface MonthWaiting {
  cycle: CycleRow
  plan: PlanAsAt
  words: MonthWords[]
}

/** What was said in a month, as far as it is below the reader, and the plan that it is about. Errors: NotFound. */
export async function readWords(scope: Scope, cycleId: string): Promise<MonthWaiting> {
  const cycle = await getCycle(scope, cycleId)
  const plan = await readPlan(scope, cycle.planId, scope.today)
  const mine = await belowOf(scope, cycle.planId)
  const themes = new Map(plan.actions.map((action) => [action.id, action.themeId]))
  const words = await listUnreviewed(scope, cycle.planId, cycle.period)
  return {
    cycle,
    plan,
    words: words.filter(({ actionId }) => mine({ actionId, themeId: themes.get(actionId) ?? null })),
  }
}

/** What waits for somebody above the leads. Errors: NotFound. */
export const readWaitingWords = async (scope: Scope, cycleId: string): Promise<Waiting> =>
  waitingOf((await readWords(scope, cycleId)).words)

/** The counts of what waits, each with the page where it is. */
export async function readWaiting(scope: Scope, cycle: CycleRow) {
  const { unreviewed, queried, unverified } = await readWaitingWords(scope, cycle.id)
  const href = cyclePaths.review(cycle.id)
  return [
    { number: unreviewed.length, words: 'to review', hint: 'Answered, and nobody has looked yet', href },
    { number: queried.length, words: 'queried', hint: 'Asked, and not yet answered', href },
    { number: unverified.length, words: 'to verify', hint: 'Claimed as completed', href: `${href}#claims` },
  ]
}

export interface MonthRead {
  cycle: CycleRow
  asks: AskRow[]
  asked: AskedMilestone[]
  unasked: (Unasked & Pick<Coverable, 'ref' | 'words'>)[]
  /** What leads say is not theirs, and is still asked of them. */
  notMine: NotMine[]
}

/**
 * A month with its replies, as far as the reader chases: a programme manager all of it, the lead of an action or a theme
 * what is below them (A2.5). The number of queries does not grow. Errors: NotFound.
 */
export async function readMonth(scope: Scope, cycleId: string): Promise<MonthRead> {
  const cycle = await getCycle(scope, cycleId)
  const mine = await belowOf(scope, cycle.planId)
  const asked = (await listAsked(scope, cycleId)).filter(mine)
  const known = new Set(asked.map((one) => one.askId))
  const asks = (await listAsks(scope, cycleId)).filter((ask) => known.has(ask.id))
  const unasked = cycle.frozenAt === null ? await listUnasked(scope, cycle, mine) : []
  return { cycle, asks, asked, unasked, notMine: await listDisowned(scope, cycle, asked) }
}

async function listDisowned(
  scope: Scope,
  cycle: CycleRow,
  asked: readonly AskedMilestone[],
): Promise<NotMine[]> {
  if (cycle.frozenAt !== null) return []
  const pairs = new Set(asked.map(({ askId, milestoneId }) => `${askId} ${milestoneId}`))
  return (await listNotMine(scope, cycle.id)).filter((one) => pairs.has(`${one.askId} ${one.milestoneId}`))
}

type Below = (one: { actionId: string; themeId: string | null }) => boolean

/** Whether a milestone is below the reader. A program leads nothing: what it was given, it was given for the whole plan. */
async function belowOf(scope: Scope, planId: string): Promise<Below> {
  const { actor } = scope
  if (can(actor, 'months.run') || actor.kind === 'integration') return () => true
  const led = (await listLeadsAbove(scope, planId)).filter(
    ({ personId, postId }) =>
      (personId !== null && personId === actor.personId) ||
      (postId !== null && actor.postIds.includes(postId)),
  )
  const actions = new Set(led.map((lead) => lead.actionId))
  const themes = new Set(led.map((lead) => lead.themeId).filter((id) => id !== null))
  return ({ actionId, themeId }) => actions.has(actionId) || (themeId !== null && themes.has(themeId))
}

async function listUnasked(scope: Scope, cycle: CycleRow, mine: Below): Promise<MonthRead['unasked']> {
  const covered = coveredBy(await listCoverable(scope, cycle.planId, scope.today), cycle.period).filter(mine)
  const { unasked } = asksFor(covered, await listReachable(scope), await standInsToday(scope))
  const byId = new Map(covered.map((milestone) => [milestone.id, milestone]))
  return unasked.map((one) => ({
    ...one,
    ref: byId.get(one.milestoneId)?.ref ?? null,
    words: byId.get(one.milestoneId)?.words ?? '',
  }))
}
