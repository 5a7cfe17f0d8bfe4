import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { type Act, recordAll } from '../../../platform/record/record.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import {
  answerReviewsOf,
  type Citation,
  endCitations,
  type FindingChoice,
  insertCitations,
  listCitations,
  listEndedCitations,
  listFindingChoices,
  lockCitations,
} from '../queries/cite.ts'
import { getPlanOf } from '../queries/plan.ts'
import { readPlan } from './read.ts'

/** What answers findings: an action, a milestone, or a plan as a whole ("throughout"). */
export interface Answerer {
  kind: 'plan' | 'action' | 'milestone'
  id: string
}

/** That something answers a finding. Without words, its words become those of the finding's name. */
export interface Answer {
  of: Answerer
  findingId: string
  words?: string
}

export interface AnswersOf {
  of: Answerer
  plan: { id: string; title: string }
  ref: string | null
  words: string
  /** Every finding of the area, review by review, those of the plan first. */
  choices: FindingChoice[]
  /** What it cites today. */
  held: Citation[]
  /** What it cited once. */
  ended: Citation[]
}

/** What something answers today, what it answered once, and all that it could answer. Errors: NotFound. */
export async function readAnswers(scope: Scope, of: Answerer): Promise<AnswersOf> {
  const plan = await readPlan(scope, await planIdOf(scope, of), scope.today)
  const { ref, words } = thingOf(plan, of)
  return {
    of,
    plan: { id: plan.id, title: plan.title },
    ...{ ref, words },
    choices: await listFindingChoices(scope, plan.id),
    held: (await listCitations(scope, plan.id, scope.today)).filter(isOf(of)),
    ended: (await listEndedCitations(scope, plan.id)).filter(isOf(of)),
  }
}

const planIdOf = async (scope: Scope, { kind, id }: Answerer): Promise<string> =>
  kind === 'plan' ? id : (await getPlanOf(scope, kind, id)).planId

function thingOf(plan: PlanAsAt, { kind, id }: Answerer): { ref: string | null; words: string } {
  if (kind === 'plan') return { ref: null, words: plan.title }
  const thing = (kind === 'action' ? plan.actions : plan.milestones).find((one) => one.id === id)
  if (!thing) throw new NotFound(kind)
  return thing
}

const isOf =
  ({ kind, id }: Answerer) =>
  ({ actionId, milestoneId, missingRef }: Citation): boolean => {
    if (kind === 'action') return actionId === id
    if (kind === 'milestone') return milestoneId === id
    return actionId === null && milestoneId === null && missingRef === null
  }

/** What a person says that something answers, of one review. */
export interface AnswersWanted {
  reviewId: string
  /** All findings of that review that it answers; those that are left out it answers no more. */
  findings: readonly string[]
  /** By the citation whose words named no finding: the finding that they mean. */
  settled: ReadonlyMap<string, string>
  /** Wanted where something is taken away. */
  reason: string | null
}

/**
 * Says which findings of one review something answers, and what its words without a number mean. Gives how many links
 * changed. Errors: NotFound; Unacceptable for a finding that is not held, and for something taken away without a reason.
 */
export async function setAnswers(scope: Scope, of: Answerer, wanted: AnswersWanted): Promise<number> {
  const planId = await planIdOf(scope, of)
  await lockCitations(scope, planId)
  const { choices, held } = await readAnswers(scope, of)
  const shown = choices.filter(({ review }) => review.id === wanted.reviewId)
  refuseUnknown([...wanted.findings, ...wanted.settled.values()], shown)
  const cited = new Set(held.map(({ findingId }) => findingId))
  const left = shown.filter(({ id }) => !wanted.findings.includes(id)).map(({ id }) => id)
  return save(scope, planId, held, {
    add: wanted.findings.filter((id) => !cited.has(id)).map((findingId) => ({ of, findingId })),
    end: held.filter(({ findingId }) => findingId !== null && left.includes(findingId)),
    settle: settling(of, held, wanted.settled),
    reason: wanted.reason,
  })
}

function refuseUnknown(ids: readonly string[], choices: readonly FindingChoice[]): void {
  if (ids.some((id) => !choices.some((choice) => choice.id === id)))
    throw new Unacceptable('Choose findings from the list', 'findings')
}

function settling(of: Answerer, held: readonly Citation[], settled: ReadonlyMap<string, string>): Settled[] {
  return held.flatMap((was) => {
    const findingId = was.findingId === null ? settled.get(was.id) : undefined
    return findingId ? [{ was, now: { of, findingId, words: was.words } }] : []
  })
}

export interface AnsweringOf {
  plan: PlanAsAt
  finding: FindingChoice
  /** What of the plan answers it today. */
  held: Citation[]
  /** Numbers that a document names as its answer, and that the plan has not. */
  missing: Citation[]
  ended: Citation[]
}

/** A finding, and what of a plan answers it. Errors: NotFound. */
export async function readAnswering(scope: Scope, planId: string, findingId: string): Promise<AnsweringOf> {
  const plan = await readPlan(scope, planId, scope.today)
  const finding = (await listFindingChoices(scope, planId)).find(({ id }) => id === findingId)
  if (!finding) throw new NotFound('finding')
  const answers = (citation: Citation) => citation.findingId === findingId
  const held = (await listCitations(scope, planId, scope.today)).filter(answers)
  return {
    ...{ plan, finding },
    held: held.filter(({ missingRef }) => missingRef === null),
    missing: held.filter(({ missingRef }) => missingRef !== null),
    ended: (await listEndedCitations(scope, planId)).filter(answers),
  }
}

export interface AnsweringWanted {
  /** "Throughout". */
  whole: boolean
  actions: readonly string[]
  milestones: readonly string[]
  /** Whether the numbers that the plan has not are settled by this. */
  settled: boolean
  reason: string | null
}

/**
 * Says all that of a plan answers a finding. Gives how many links changed. Errors: NotFound; Unacceptable for something
 * that is no part of the plan, and for something taken away without a reason.
 */
export async function setAnswering(
  scope: Scope,
  planId: string,
  findingId: string,
  wanted: AnsweringWanted,
): Promise<number> {
  await lockCitations(scope, planId)
  const { plan, held, missing } = await readAnswering(scope, planId, findingId)
  const all: Answerer[] = [
    ...(wanted.whole ? [{ kind: 'plan' as const, id: planId }] : []),
    ...wanted.actions.map((id) => ({ kind: 'action' as const, id })),
    ...wanted.milestones.map((id) => ({ kind: 'milestone' as const, id })),
  ]
  refuseOthers(plan, wanted)
  return save(scope, planId, await listCitations(scope, planId, scope.today), {
    add: all.filter((of) => !held.some(isOf(of))).map((of) => ({ of, findingId })),
    end: held.filter((citation) => !all.some((of) => isOf(of)(citation))),
    settle: wanted.settled ? missing.map((was) => ({ was, now: null })) : [],
    reason: wanted.reason,
  })
}

function refuseOthers({ actions, milestones }: PlanAsAt, wanted: AnsweringWanted): void {
  const known = new Set([...actions, ...milestones].map(({ id }) => id))
  if ([...wanted.actions, ...wanted.milestones].some((id) => !known.has(id)))
    throw new Unacceptable('Choose actions and milestones from the list', 'actions')
}

/**
 * Says that things of a plan answer findings, beside all that they answer already; what they answer already is left as
 * it is. Gives how many links are new. Errors: NotFound; Unacceptable for a finding that is not held.
 */
export async function addAnswers(scope: Scope, planId: string, answers: readonly Answer[]): Promise<number> {
  await lockCitations(scope, planId)
  const held = await listCitations(scope, planId, scope.today)
  const add = answers.filter(
    ({ of, findingId }) => !held.some((one) => one.findingId === findingId && isOf(of)(one)),
  )
  return save(scope, planId, held, { add, end: [], settle: [], reason: null })
}

/** A citation that led nowhere, and what it is found to mean: null where other links say it. */
interface Settled {
  was: Citation
  now: Answer | null
}

interface Changes {
  add: readonly Answer[]
  end: readonly Citation[]
  settle: readonly Settled[]
  reason: string | null
}

async function save(
  scope: Scope,
  planId: string,
  held: readonly Citation[],
  { add, end, settle, reason }: Changes,
): Promise<number> {
  if (end.length > 0 && !reason)
    throw new Unacceptable('Say why it no longer answers this: the reason is kept', 'reason')
  const choices = await listFindingChoices(scope, planId)
  const added = [...add, ...settle.flatMap(({ now }) => now ?? [])]
  refuseUnknown(
    added.map(({ findingId }) => findingId),
    choices,
  )
  await endCitations(
    scope,
    end.map(({ id }) => id),
    reason,
  )
  await endCitations(
    scope,
    settle.map(({ was }) => was.id),
    SETTLED,
  )
  await insertCitations(scope, planId, toRows(added, held, choices))
  await answerReviewsOf(scope, planId, [...new Set(added.map(({ findingId }) => findingId))])
  await recordAll(scope, actsOf(planId, { add, end, settle, reason }))
  return add.length + settle.length + end.length
}

const SETTLED = 'Its words were settled'

function toRows(added: readonly Answer[], held: readonly Citation[], choices: readonly FindingChoice[]) {
  const last = held.reduce((most, { position }) => Math.max(most, position), -1)
  return added.map(({ of, findingId, words }, at) => ({
    actionId: of.kind === 'action' ? of.id : null,
    milestoneId: of.kind === 'milestone' ? of.id : null,
    findingId,
    position: last + 1 + at,
    words: words ?? nameOf(choices, findingId),
  }))
}

function nameOf(choices: readonly FindingChoice[], findingId: string): string {
  const finding = choices.find(({ id }) => id === findingId)
  return finding ? `${finding.review.title}, ${finding.ref}` : ''
}

const actsOf = (planId: string, { add, end, settle }: Changes): Act[] => [
  ...add.map(({ of, findingId }) => actOf('citation.made', of, findingId)),
  ...settle.map(({ was, now }) =>
    actOf('citation.settled', answererOf(planId, was), now?.findingId ?? was.findingId),
  ),
  ...end.map((citation) => actOf('citation.ended', answererOf(planId, citation), citation.findingId)),
]

const actOf = (act: string, { kind, id }: Answerer, finding: string | null): Act => ({
  act,
  thing: { kind, id },
  detail: { finding },
})

function answererOf(planId: string, { actionId, milestoneId }: Citation): Answerer {
  if (actionId) return { kind: 'action', id: actionId }
  return milestoneId ? { kind: 'milestone', id: milestoneId } : { kind: 'plan', id: planId }
}
