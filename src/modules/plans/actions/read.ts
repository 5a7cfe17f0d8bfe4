import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type EvidenceOf, listEvidenceOf } from '../../evidence/index.ts'
import { asAtDay, earlierDeadlines, type Held, inPlanOrder } from '../domain/as-at.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt, StatedDate, SupportFacts } from '../domain/facts.ts'
import { type LedMilestone, ledMilestones } from '../policy.ts'
import { type Hangings, listHangings, type Within } from '../queries/facts.ts'
import {
  type ActionRow,
  getPlanHeader,
  getPlanOf,
  listActions,
  listChangesSince,
  listMilestones,
  listPlansLedBy,
  type MilestoneRow,
} from '../queries/plan.ts'
import { listSupportAsAt } from '../queries/support.ts'

/**
 * The plan as it stood at the end of a day: eleven queries, whatever its size. The day may lie in the past (changes
 * since are taken back) and before the plan was held (then it is empty). Errors: NotFound.
 */
export async function readPlan(scope: Scope, planId: string, day: PlainDate): Promise<PlanAsAt> {
  return readWithin(scope, { planId, actionId: null }, day)
}

/** One action with its milestones, as at a day. Errors: NotFound, also when it was no part of the plan that day. */
export async function readAction(scope: Scope, actionId: string, day: PlainDate): Promise<PlanAsAt> {
  const { planId } = await getPlanOf(scope, 'action', actionId)
  return readPart(scope, { planId, actionId }, day)
}

/** A milestone with its action and plan, as at a day. Errors: NotFound. */
export async function readMilestone(
  scope: Scope,
  milestoneId: string,
  day: PlainDate,
): Promise<{ plan: PlanAsAt; action: ActionAsAt; milestone: MilestoneAsAt }> {
  const { planId, actionId } = await getPlanOf(scope, 'milestone', milestoneId, day)
  const plan = await readPart(scope, { planId, actionId }, day)
  const milestone = plan.milestones.find((one) => one.id === milestoneId)
  const action = plan.actions.find((one) => one.id === milestone?.actionId)
  if (!milestone || !action) throw new NotFound('milestone')
  return { plan, action, milestone }
}

/** Several plans as they stand today. */
export async function readPlans(scope: Scope, planIds: readonly string[]): Promise<PlanAsAt[]> {
  const plans: PlanAsAt[] = []
  for (const planId of planIds) plans.push(await readPlan(scope, planId, scope.today))
  return plans
}

/** The actor's milestones, and those of people whom they stand in for, over all plans that still ask for words, by due date. */
export async function listLedMilestones(scope: Scope): Promise<LedMilestone[]> {
  const { personId, postIds, standsInFor } = scope.actor
  if (!personId) return []
  const people = [personId, ...standsInFor.map((absent) => absent.personId)]
  const posts = [...postIds, ...standsInFor.flatMap((absent) => absent.postIds)]
  const plans = await readPlans(scope, await listPlansLedBy(scope, people, posts))
  return ledMilestones(scope.actor, plans)
}

async function readPart(scope: Scope, within: Within, day: PlainDate): Promise<PlanAsAt> {
  const plan = await readWithin(scope, within, day)
  if (plan.actions.length === 0) throw new NotFound('action')
  return plan
}

async function readWithin(scope: Scope, within: Within, day: PlainDate): Promise<PlanAsAt> {
  const header = await getPlanHeader(scope, within.planId, day)
  const { id, title, edition, themes, phases, findings, cites, tables, links, frameworks } = header
  const actions = await listActions(scope, within, day)
  const milestones = await listMilestones(scope, within, day)
  const hangings = await listHangings(scope, within, day)
  const part = within.actionId === null ? null : milestones.map((row) => row.id)
  const evidence = await listEvidenceOf(scope, within.planId, day, part)
  const support = await listSupportAsAt(scope, within, day)
  const changes = await changesOf([...actions, ...milestones], scope, within, day)
  const earlier = earlierDeadlines(changes, day)
  const heldActions = actions.map((row) => toHeldAction(row, hangings))
  const heldMilestones = milestones.map((row) =>
    toHeldMilestone(row, { ...hangings, evidence }, earlier, support),
  )
  const stood = asAtDay(heldActions, changes, day)
  const under = asAtDay(heldMilestones, changes, day).filter(
    ({ actionId }) => within.actionId === null || within.actionId === actionId,
  )
  return {
    ...{ id, title, asAt: day, edition, themes, phases, findings, cites, tables, links, frameworks },
    actions: stood.map(withoutLiveFrom),
    milestones: inPlanOrder(stood, under, changes, day).map(withoutLiveFrom),
  }
}

/** A part of a plan takes back only its own changes. */
async function changesOf(
  things: { id: string }[],
  scope: Scope,
  { planId, actionId }: Within,
  day: PlainDate,
) {
  const changes = await listChangesSince(scope, planId, day)
  if (actionId === null) return changes
  const ids = new Set(things.map(({ id }) => id))
  return changes.filter((change) => ids.has(change.thingId))
}

function withoutLiveFrom<T extends object>({ liveFrom: _, ...thing }: T & { liveFrom?: PlainDate }) {
  return thing as unknown as T
}

function toHeldAction({ latest, ...row }: ActionRow, hangings: Hangings): Held<ActionAsAt> {
  const { dropped_on, dropped_because, ...kept } = row
  const judgement = latest?.status
    ? { status: latest.status, words: latest.done, saidOn: latest.saidOn, author: latest.author }
    : null
  return {
    ...kept,
    ...hungOn(row.id, hangings),
    criteria: hangings.criteria.get(row.id) ?? [],
    measures: hangings.measures.get(row.id) ?? [],
    judgement,
    dropped: droppedOf(dropped_on, dropped_because),
  }
}

function toHeldMilestone(
  row: MilestoneRow,
  hangings: Hangings & { evidence: EvidenceOf },
  earlier: ReadonlyMap<string, StatedDate[]>,
  support: ReadonlyMap<string, SupportFacts[]>,
): Held<MilestoneAsAt> {
  return {
    id: row.id,
    actionId: row.actionId,
    ref: row.ref,
    words: row.words,
    ...hungOn(row.id, hangings),
    start: statedDate(row.start_on, row.start_precision, row.start_words),
    due: statedDate(row.due_on, row.due_precision, row.due_words),
    earlierDue: earlier.get(row.id) ?? [],
    latest: row.latest,
    support: support.get(row.id) ?? [],
    evidence: hangings.evidence.get(row.id) ?? [],
    dropped: droppedOf(row.dropped_on, row.dropped_because),
    extra: row.extra,
    liveFrom: row.liveFrom,
  }
}

const hungOn = (id: string, { leads, cites, boards, shows }: Hangings) => ({
  leads: leads.get(id) ?? [],
  cites: cites.get(id) ?? [],
  boards: boards.get(id) ?? [],
  shows: shows.get(id) ?? [],
})

const droppedOf = (on: PlainDate | null, because: string | null): ActionAsAt['dropped'] =>
  on === null ? null : { on, reason: because ?? '' }

function statedDate(
  on: PlainDate | null,
  precision: StatedDate['precision'],
  words: string | null,
): StatedDate | null {
  return on === null && words === null ? null : { on, precision, words }
}
