import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type EvidencePiece, listEvidence } from '../../evidence/index.ts'
import type { Described } from '../domain/criteria.ts'
import type { MeasureKind } from '../domain/draft.ts'
import type { MeasureStanding } from '../domain/facts.ts'
import { mayAnswer } from '../policy.ts'
import {
  endWording,
  getHeldCriterion,
  getHeldMeasure,
  type HeldCriterion,
  type HeldMeasure,
  insertAnswer,
  insertCriterion,
  insertMeasure,
  isDescribable,
  lockSaid,
  rewordCriterion,
  rewordMeasure,
  type Wording,
} from '../queries/criteria.ts'
import { listLeadsOf } from '../queries/evidence.ts'

/** A measure, whether it is still used, whether the actor may say what it shows, and evidence to choose from. */
export interface MeasureRead {
  measure: HeldMeasure
  /** The wording that holds; null when it is no longer used. */
  now: Wording | null
  may: boolean
  /** Of the plan, and not withdrawn. */
  evidence: EvidencePiece[]
}

/** A measure with all that was said of it. Errors: NotFound. */
export async function readMeasure(scope: Scope, id: string): Promise<MeasureRead> {
  const measure = await getHeldMeasure(scope, id)
  const now = measure.criterion?.ended ? null : holding(measure.wordings, scope.today)
  const may = now !== null && (await mayAnswerOf(scope, measure.of))
  return { measure, now, may, evidence: may ? await listPlanEvidence(scope, measure.plan.id) : [] }
}

const holding = (wordings: readonly Wording[], day: PlainDate): Wording | null =>
  wordings.findLast(({ to }) => to === null || to > day) ?? null

async function mayAnswerOf(scope: Scope, of: Described): Promise<boolean> {
  if (of.kind === 'finding') return mayAnswer(scope.actor, null)
  const leads = await listLeadsOf(scope, [of.id])
  return mayAnswer(scope.actor, { id: of.id, leads: leads.get(of.id) ?? [] })
}

async function listPlanEvidence(scope: Scope, planId: string): Promise<EvidencePiece[]> {
  const pieces = await listEvidence(scope)
  return pieces.filter(
    ({ withdrawn, uses }) =>
      withdrawn === null && uses.some(({ detached, target }) => !detached && target.planId === planId),
  )
}

/** What somebody says that a measure shows. */
export interface MeasureSaid {
  standing: MeasureStanding
  value: string | null
  words: string
  /** The day, or the end of the period, that it speaks of: not after today. */
  aboutOn: PlainDate | null
  /** Of the plan's own evidence. */
  evidenceId: string | null
  once: string
}

/**
 * Says what a measure shows today; what was said before stays, and the last counts. Said twice by one form, it is said
 * once. Errors: NotFound; NotAllowed; Unacceptable when the measure is no longer used, when the day is still to come, and
 * for evidence that the plan does not hold.
 */
export async function answerMeasure(scope: Scope, id: string, said: MeasureSaid): Promise<void> {
  await lockSaid(scope, 'measure', id)
  const measure = await getHeldMeasure(scope, id)
  if (!(await mayAnswerOf(scope, measure.of))) throw new NotAllowed('say what this measure shows')
  if (measure.criterion?.ended || !holding(measure.wordings, scope.today))
    throw new Unacceptable('This measure is no longer used: open the plan’s measures again', 'standing')
  await refuse(scope, measure, said)
  const added = await insertAnswer(scope, { planId: measure.plan.id, measureId: id, ...said })
  if (!added) return
  await record(scope, {
    act: 'measure.answered',
    thing: { kind: 'measure', id },
    detail: { standing: said.standing },
  })
}

async function refuse(scope: Scope, { plan }: HeldMeasure, { aboutOn, evidenceId }: MeasureSaid) {
  if (aboutOn !== null && aboutOn > scope.today)
    throw new Unacceptable('The day that it speaks of must be today or earlier', 'about')
  if (evidenceId === null) return
  const pieces = await listPlanEvidence(scope, plan.id)
  if (!pieces.some((piece) => piece.id === evidenceId))
    throw new Unacceptable('Choose evidence of this plan from the list', 'evidence')
}

export interface NewCriterion {
  of: Pick<Described, 'kind' | 'id'>
  words: string
  measure: { kind: MeasureKind; words: string } | null
  once: string
}

/**
 * Adds what success looks like, from today, of a live action or a finding of a plan, perhaps with its first measure. Sent
 * twice it is added once. Errors: NotFound for the plan's thing.
 */
export async function addCriterion(scope: Scope, planId: string, added: NewCriterion): Promise<void> {
  if (!(await isDescribable(scope, planId, added.of))) throw new NotFound(added.of.kind)
  const id = await insertCriterion(scope, { planId, ...added })
  if (!id) return
  await record(scope, {
    act: 'criterion.added',
    thing: { kind: 'criterion', id },
    detail: { of: added.of.kind, id: added.of.id },
  })
  // The criterion's own mark tells the form apart already; the measure's has to be another one's.
  if (added.measure) await addMeasure(scope, id, { ...added.measure, once: id })
}

/** Errors: NotFound. */
export const readCriterion = async (
  scope: Scope,
  id: string,
): Promise<{ criterion: HeldCriterion; now: Wording | null }> => {
  const criterion = await getHeldCriterion(scope, id)
  return { criterion, now: holding(criterion.wordings, scope.today) }
}

/**
 * Says a criterion in other words from today; its measures, their answers and its evidence stay with it. Errors:
 * NotFound; Conflict when somebody changed or ended it since it was shown.
 */
export async function changeCriterion(
  scope: Scope,
  id: string,
  { words, seen }: { words: string; seen: string },
): Promise<void> {
  await lockSaid(scope, 'success_criterion', id)
  const now = current((await readCriterion(scope, id)).now, seen)
  if (now.words === words) return
  await endWording(scope, 'success_criterion', seen, null)
  await rewordCriterion(scope, seen, words)
  await record(scope, { act: 'criterion.changed', thing: { kind: 'criterion', id } })
}

/** Takes a criterion out of the plan from today, with its measures. Errors: NotFound; Conflict. */
export async function endCriterion(
  scope: Scope,
  id: string,
  { reason, seen }: { reason: string; seen: string },
): Promise<void> {
  await lockSaid(scope, 'success_criterion', id)
  current((await readCriterion(scope, id)).now, seen)
  await endWording(scope, 'success_criterion', seen, reason)
  await record(scope, { act: 'criterion.ended', thing: { kind: 'criterion', id } })
}

function current(now: Wording | null, seen: string): Wording {
  if (now?.seen === seen) return now
  throw new Conflict(
    now
      ? `Somebody changed this while you were writing: it now says “${now.words}”. Save again to put your version in its place`
      : 'Somebody ended this while you were writing: it is no longer used',
    'words',
  )
}

/** Adds a measure to a criterion from today. Sent twice it is added once. Errors: NotFound; Conflict when that has ended. */
export async function addMeasure(
  scope: Scope,
  criterionId: string,
  added: { kind: MeasureKind; words: string; once: string },
): Promise<void> {
  const { criterion, now } = await readCriterion(scope, criterionId)
  if (!now) throw new Conflict('This criterion is no longer used: nothing can be measured by it', 'words')
  const id = await insertMeasure(scope, { planId: criterion.plan.id, criterionId, ...added })
  if (!id) return
  await record(scope, {
    act: 'measure.added',
    thing: { kind: 'measure', id },
    detail: { criterion: criterionId },
  })
}

export interface MeasureChange {
  kind: MeasureKind
  words: string
  /** Whether what was said so far answers it still; where not, it begins anew without an answer. */
  same: boolean
  seen: string
}

/** Says a measure otherwise from today; gives the id by which it is known. Errors: NotFound; Conflict. */
export async function changeMeasure(scope: Scope, id: string, change: MeasureChange): Promise<string> {
  await lockSaid(scope, 'measure', id)
  const now = current((await readMeasure(scope, id)).now, change.seen)
  if (now.words === change.words && now.kind === change.kind) return id
  await endWording(scope, 'measure', change.seen, change.same ? null : 'Measured otherwise from now on')
  const knownBy = await rewordMeasure(scope, change.seen, change)
  await record(scope, {
    act: 'measure.changed',
    thing: { kind: 'measure', id },
    detail: { same: change.same, now: knownBy },
  })
  return knownBy
}

/** Ends a measure from today; what was said of it stays. Errors: NotFound; Conflict. */
export async function endMeasure(
  scope: Scope,
  id: string,
  { reason, seen }: { reason: string; seen: string },
): Promise<void> {
  await lockSaid(scope, 'measure', id)
  current((await readMeasure(scope, id)).now, seen)
  await endWording(scope, 'measure', seen, reason)
  await record(scope, { act: 'measure.ended', thing: { kind: 'measure', id } })
}
