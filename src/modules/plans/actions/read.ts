import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { asAtDay, earlierDeadlines, type Held, type PlanChange } from '../domain/as-at.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt, StatedDate } from '../domain/facts.ts'
import { leads } from '../policy.ts'
import {
  type ActionRow,
  getPlanHeader,
  getPlanOf,
  listActions,
  listChangesSince,
  listMilestones,
  listPlansLedBy,
  type MilestoneRow,
  type PlanHeader,
} from '../queries/plan.ts'

/**
 * The plan as it stood at the end of a day: four queries, whatever its size. The day may lie in the past (changes
 * since are taken back) and before the plan was held (then it is empty). Errors: NotFound.
 */
export async function readPlan(scope: Scope, planId: string, day: PlainDate): Promise<PlanAsAt> {
  const header = await getPlanHeader(scope, planId, day)
  const actions = await listActions(scope, planId, day)
  const milestones = await listMilestones(scope, planId, day)
  const changes = await listChangesSince(scope, planId, day)
  return toPlanAsAt(header, actions, milestones, changes, day)
}

/** One action with its milestones, as at a day. Errors: NotFound, also when it was no part of the plan that day. */
export async function readAction(scope: Scope, actionId: string, day: PlainDate): Promise<PlanAsAt> {
  const { planId } = await getPlanOf(scope, 'action', actionId)
  return readPart(scope, planId, actionId, day)
}

/** A milestone with its action and plan, as at a day. Errors: NotFound. */
export async function readMilestone(
  scope: Scope,
  milestoneId: string,
  day: PlainDate,
): Promise<{ plan: PlanAsAt; action: ActionAsAt; milestone: MilestoneAsAt }> {
  const { planId, actionId } = await getPlanOf(scope, 'milestone', milestoneId)
  const plan = await readPart(scope, planId, actionId, day)
  const milestone = plan.milestones.find((one) => one.id === milestoneId)
  const action = plan.actions.find((one) => one.id === milestone?.actionId)
  if (!milestone || !action) throw new NotFound('milestone')
  return { plan, action, milestone }
}

export interface LedMilestone {
  plan: PlanAsAt
  action: ActionAsAt
  milestone: MilestoneAsAt
}

/** The actor's own live milestones over all plans that still ask for words, by due date; undated ones come first. */
export async function listLedMilestones(scope: Scope): Promise<LedMilestone[]> {
  const { actor, today } = scope
  if (!actor.personId) return []
  const planIds = await listPlansLedBy(scope, actor.personId, actor.postIds)
  const found: LedMilestone[] = []
  for (const planId of planIds) {
    const plan = await readPlan(scope, planId, today)
    const actions = new Map(plan.actions.map((action) => [action.id, action]))
    for (const milestone of plan.milestones) {
      const action = actions.get(milestone.actionId)
      if (action && !milestone.dropped && !action.dropped && leads(actor, milestone)) {
        found.push({ plan, action, milestone })
      }
    }
  }
  return found.filter(isOpen).sort(byDue)
}

/** A milestone completed in an earlier month asks for no more words. */
const isOpen = ({ milestone, plan }: LedMilestone): boolean =>
  milestone.latest?.status !== 'achieved' || milestone.latest.period?.slice(0, 7) === plan.asAt.slice(0, 7)

const byDue = (a: LedMilestone, b: LedMilestone): number =>
  (a.milestone.due?.on ?? '').localeCompare(b.milestone.due?.on ?? '')

async function readPart(scope: Scope, planId: string, actionId: string, day: PlainDate): Promise<PlanAsAt> {
  const header = await getPlanHeader(scope, planId, day)
  const actions = await listActions(scope, planId, day, actionId)
  const milestones = await listMilestones(scope, planId, day, actionId)
  const changes = await listChangesSince(scope, planId, day)
  const ids = new Set([...actions, ...milestones].map((thing) => thing.id))
  const own = changes.filter((change) => ids.has(change.thingId))
  const plan = toPlanAsAt(header, actions, milestones, own, day)
  if (plan.actions.length === 0) throw new NotFound('action')
  return plan
}

function toPlanAsAt(
  header: PlanHeader,
  actions: readonly ActionRow[],
  milestones: readonly MilestoneRow[],
  changes: readonly PlanChange[],
  day: PlainDate,
): PlanAsAt {
  const earlier = earlierDeadlines(changes, day)
  const { id, title, edition, themes, phases, findings } = header
  return {
    id,
    title,
    asAt: day,
    edition,
    themes,
    phases,
    findings,
    actions: asAtDay(actions.map(toHeldAction), changes, day).map(withoutLiveFrom),
    milestones: asAtDay(
      milestones.map((row) => toHeldMilestone(row, earlier)),
      changes,
      day,
    ).map(withoutLiveFrom),
  }
}

function withoutLiveFrom<T extends object>({ liveFrom: _, ...thing }: T & { liveFrom?: PlainDate }) {
  return thing as unknown as T
}

function toHeldAction({ latest, ...row }: ActionRow): Held<ActionAsAt> {
  const judgement = latest?.status
    ? { status: latest.status, words: latest.done, saidOn: latest.saidOn, author: latest.author }
    : null
  return { ...row, judgement }
}

function toHeldMilestone(row: MilestoneRow, earlier: ReadonlyMap<string, StatedDate[]>): Held<MilestoneAsAt> {
  const { start_on, start_precision, start_words, due_on, due_precision, due_words, ...rest } = row
  const { dropped_on, dropped_because, ...kept } = rest
  return {
    ...kept,
    start: statedDate(start_on, start_precision, start_words),
    due: statedDate(due_on, due_precision, due_words),
    earlierDue: earlier.get(row.id) ?? [],
    dropped: dropped_on ? { on: dropped_on, reason: dropped_because ?? '' } : null,
  }
}

function statedDate(
  on: PlainDate | null,
  precision: StatedDate['precision'],
  words: string | null,
): StatedDate | null {
  return on === null && words === null ? null : { on, precision, words }
}
