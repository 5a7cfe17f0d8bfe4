import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { listPlans, type MilestoneAsAt, type PlanAsAt } from '../../plans/index.ts'
import {
  type Answers,
  type Changes,
  type Decision,
  type Disposition,
  KIND_WORDS,
  type Kind,
} from '../domain/disposition.ts'
import { unprovenWords } from '../domain/proof.ts'
import { insertDisposition, isDecided } from '../queries/dispositions.ts'
import { countDrafts, insertDraft } from '../queries/new-actions.ts'
import { lockRefresh } from '../queries/refreshes.ts'
import { type Refreshing, readRefresh } from './read.ts'
import { refuseEnded } from './start.ts'

/** An action that another becomes: one that is there, or one that is written on the way. */
export type Target = { id: string } | { words: string }

/** What somebody says is to become of an action. */
export interface Asked {
  kind: Kind
  answers: Answers
  because: string | null
  themeId: string | null
  themeName: string | null
  phaseId: string | null
  /** By milestone. */
  due: ReadonlyMap<string, PlainDate>
  targets: readonly Target[]
  /** By milestone: the place of a target, from 0. */
  to: ReadonlyMap<string, number>
  movedToPlanId: string | null
  movedTo: string | null
  /** The last decision that they had before them; null where there was none. */
  seen: string | null
  once: string
}

/** The field under which is told that somebody else decided meanwhile. */
export const CONFLICT = 'seen'

/**
 * Says what is to become of one action of the plan. Nothing changes in the plan before the refresh is approved; deciding
 * again counts instead, and what was decided before is kept. Sent twice is saved once.
 * Errors: NotFound; Conflict when the refresh has ended or somebody decided meanwhile (`seen`); Unacceptable with its
 * field when something is missing, when a date cannot be, or when it is called completed and nothing shows that.
 */
export async function decide(scope: Scope, refreshId: string, actionId: string, asked: Asked): Promise<void> {
  await lockRefresh(scope, refreshId)
  const found = await readRefresh(scope, refreshId)
  const action = found.plan.actions.find(({ id }) => id === actionId)
  if (!action) throw new NotFound('action')
  if (await isDecided(scope, asked.once)) return
  refuseEnded(found.refresh)
  if (action.dropped)
    throw new Unacceptable('This action was dropped from the plan: nothing is to be decided')
  refuseUnseen(asked, found.last.get(actionId))
  const decision = await toDecision(scope, found, actionId, asked)
  const { id, planId } = found.refresh
  await insertDisposition(scope, { id, planId }, { ...decision, once: asked.once })
  await record(scope, {
    act: 'refresh.decided',
    thing: { kind: 'action', id: actionId },
    detail: { refresh: refreshId, kind: decision.kind },
  })
}

function refuseUnseen({ seen }: Asked, last: Disposition | undefined): void {
  if (!last || last.id === seen) return
  const why = last.because ? ` (“${last.because}”)` : ''
  throw new Conflict(
    `${last.decidedBy} decided meanwhile: ${KIND_WORDS[last.kind]}${why}. Save again to put your decision in its place`,
    CONFLICT,
  )
}

async function toDecision(
  scope: Scope,
  found: Refreshing,
  actionId: string,
  asked: Asked,
): Promise<Decision> {
  const { kind, answers, because } = asked
  const nothing = {
    actionId,
    kind,
    answers,
    because,
    intoIds: [],
    movedTo: null,
    movedToPlanId: null,
    changes: {},
  }
  const milestones = found.plan.milestones.filter((one) => one.actionId === actionId && !one.dropped)
  if (kind === 'completed') refuseUnproven(milestones, because)
  if (kind === 'dropped' && !because) throw new Unacceptable('Say why it is dropped', 'because')
  if (kind === 'moved') return { ...nothing, ...(await otherPlan(scope, found.plan, asked)) }
  if (kind === 'carried') return { ...nothing, changes: carriedChanges(found.plan, milestones, asked) }
  if (kind === 'merged' || kind === 'split')
    return { ...nothing, ...(await toTargets(scope, found, actionId, milestones, asked)) }
  return nothing
}

/** Asked about, and not forbidden: who knows better says why. */
function refuseUnproven(milestones: readonly MilestoneAsAt[], because: string | null): void {
  const words = unprovenWords(milestones)
  if (words.length === 0 || because) return
  throw new Unacceptable(
    `${words.join('; ')}. Say why it is completed all the same, or decide otherwise`,
    'because',
  )
}

async function otherPlan(scope: Scope, plan: PlanAsAt, { movedToPlanId, movedTo }: Asked) {
  if (!movedToPlanId && !movedTo)
    throw new Unacceptable('Choose the plan that it moves to, or name it', 'moved_to')
  if (!movedToPlanId) return { movedTo, movedToPlanId: null }
  const other = (await listPlans(scope)).find(({ id }) => id === movedToPlanId && id !== plan.id)
  if (!other) throw new Unacceptable('Choose a plan from the list', 'moved_plan')
  return { movedTo: other.title, movedToPlanId: other.id }
}

function carriedChanges(plan: PlanAsAt, milestones: readonly MilestoneAsAt[], asked: Asked): Changes {
  if (asked.themeId && !plan.themes.some(({ id }) => id === asked.themeId))
    throw new Unacceptable('Choose a theme from the list', 'theme')
  if (asked.phaseId && !plan.phases.some(({ id }) => id === asked.phaseId))
    throw new Unacceptable('Choose a phase from the list', 'phase')
  const due = milestones.flatMap((milestone): [string, PlainDate][] => {
    const on = asked.due.get(milestone.id)
    return on && on !== milestone.due?.on ? [[milestone.id, refusingEarly(milestone, on)]] : []
  })
  if (due.length > 0 && !asked.because)
    throw new Unacceptable('Say why the dates change: the reason is kept with each old date', 'because')
  return {
    ...(asked.themeName ? { themeName: asked.themeName } : asked.themeId && { themeId: asked.themeId }),
    ...(asked.phaseId && { phaseId: asked.phaseId }),
    ...(due.length > 0 && { due: Object.fromEntries(due) }),
  }
}

function refusingEarly({ id, start }: MilestoneAsAt, on: PlainDate): PlainDate {
  if (!start?.on || on >= start.on) return on
  throw new Unacceptable('A milestone cannot be due before it starts', `due-${id}`)
}

const FEWEST = { merged: 1, split: 2 } as const

async function toTargets(
  scope: Scope,
  found: Refreshing,
  actionId: string,
  milestones: readonly MilestoneAsAt[],
  asked: Asked,
): Promise<Pick<Decision, 'intoIds' | 'changes'>> {
  const fewest = asked.kind === 'split' ? FEWEST.split : FEWEST.merged
  refuseTargets(found, actionId, asked.targets)
  const named = new Set(asked.targets.map((target) => ('id' in target ? target.id : target.words)))
  if (named.size < fewest)
    throw new Unacceptable(
      fewest === 1
        ? 'Choose the action that it is merged into, or write a new one'
        : 'Name two or more different actions that it is split into',
      `target-${asked.kind}-1`,
    )
  const ids = await makeTargets(scope, found, asked.targets)
  const to = milestones.map(({ id }) => [id, ids[asked.to.get(id) ?? -1] ?? null])
  refuseLostWays(milestones, asked, ids)
  return { intoIds: [...new Set(ids)], changes: { to: Object.fromEntries(to) } }
}

function refuseTargets({ plan, added }: Refreshing, actionId: string, targets: readonly Target[]): void {
  const live = new Set([
    ...plan.actions.filter(({ dropped }) => !dropped).map(({ id }) => id),
    ...added.map(({ id }) => id),
  ])
  for (const target of targets) {
    if (!('id' in target)) continue
    if (target.id === actionId)
      throw new Unacceptable('An action cannot become itself: carry it instead', 'what')
    if (!live.has(target.id)) throw new Unacceptable('Choose actions from the list', 'what')
  }
}

/** A milestone sent to the third action where only two are named would be lost. */
function refuseLostWays(milestones: readonly MilestoneAsAt[], { to }: Asked, ids: readonly string[]): void {
  const lost = milestones.find(({ id }) => (to.get(id) ?? -1) >= ids.length)
  if (lost) throw new Unacceptable('A milestone goes to an action that you have not named', `to-${lost.id}`)
}

async function makeTargets(
  scope: Scope,
  { refresh }: Refreshing,
  targets: readonly Target[],
): Promise<string[]> {
  let position = await countDrafts(scope, refresh.id)
  const ids: string[] = []
  for (const target of targets)
    ids.push('id' in target ? target.id : await insertDraft(scope, refresh, target.words, position++))
  return ids
}
