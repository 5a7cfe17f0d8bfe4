/** Other reviews of Anyshire, which of their findings say the same, and what the area says of itself. */
import { dayBy, type OtherReview, type Round } from '../../../seeds/anyshire/around.ts'
import { dateOf } from '../../../seeds/anyshire/schema.ts'
import {
  addFindings,
  addJudgements,
  addReview,
  attachToPlan,
  type FindingEntry,
  listAllFindings,
  sayTheSame,
} from '../../modules/reviews/index.ts'
import { answerQuestion, closeRound, openRound } from '../../modules/self-assessments/index.ts'
import { addMonths } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { type Known, MANAGER } from './known.ts'

/** The id of a review by its key in the files; the inspection that the plan answers is "inspection". */
type ReviewIds = Map<string, string>

/** Enters the reviews on the days on which they were published, groups findings, and answers the self-assessments. */
export async function enterReviews(known: Known): Promise<void> {
  const { around, timeline, start, now } = known
  const ids: ReviewIds = new Map([['inspection', await judgeInspection(known)]])
  for (const review of around.reviews) {
    const on = review.published ? dayBy(review.published, now) : start
    ids.set(review.key, await timeline(on, MANAGER, (scope) => enter(scope, review, known)))
  }
  await timeline(start, MANAGER, (scope) => groupFindings(scope, known, ids))
  for (const round of around.assessments) await assess(round, ids.get(round.review) ?? '', known)
}

const judgeInspection = ({ anyshire: { review }, timeline, start }: Known): Promise<string> =>
  timeline(start, MANAGER, async (scope) => {
    const [first] = await listAllFindings(scope)
    if (!first) throw new Error('The demonstration’s inspection has no findings.')
    const judgements = review.judgements.map(({ area, grade }) => ({ about: area, grade }))
    await addJudgements(scope, first.reviewId, newId(), judgements)
    return first.reviewId
  })

async function enter(scope: Scope, review: OtherReview, { planId, now }: Known): Promise<string> {
  const { kind, title, body, published, expected } = review
  const id = await addReview(
    scope,
    {
      ...{ kind, title, body, state: published ? 'published' : 'expected' },
      ...{ publishedOn: published ? dateOf(published, now) : null },
      ...{ expectedOn: expected ? dateOf(expected, now) : null, expectedWords: expected?.words ?? null },
      ...{ heldFrom: null, heldTo: null, receivedOn: null, planDueWords: null, planDueOn: null },
      ...{ url: null, judgement: null, remark: null },
    },
    { once: newId(), document: null },
  )
  await enterFindings(scope, id, review)
  if (review.findings.length > 0) await attachToPlan(scope, id, planId)
  return id
}

/** One form for each finding, since provenance and deadline are a form's own. */
async function enterFindings(scope: Scope, id: string, { findings, themes }: OtherReview): Promise<void> {
  for (const { number, provenance, words, deadline } of findings) {
    const lines = `${number}. ${words}`
    const form = { once: newId(), lines, kind: 'finding', group: null } as const
    await addFindings(scope, id, { ...form, provenance, deadlineWords: deadline })
  }
  if (themes.length === 0) return
  const form = { once: newId(), lines: themes.join('\n'), kind: 'theme', group: null } as const
  await addFindings(scope, id, { ...form, provenance: null, deadlineWords: null })
}

async function groupFindings(scope: Scope, { around }: Known, ids: ReviewIds): Promise<void> {
  const held = await listAllFindings(scope)
  for (const { words, findings } of around.same) {
    const findingIds = findings.map((name) => findingOf(held, ids, name).id)
    await sayTheSame(scope, { once: newId(), words, findingIds })
  }
}

/** "child-r 1": the key of the review and the number of the finding. */
function findingOf(held: readonly FindingEntry[], ids: ReviewIds, name: string): FindingEntry {
  const [review = '', ref] = name.split(' ')
  const found = held.find((one) => one.reviewId === ids.get(review) && one.ref === ref)
  if (!found) throw new Error(`The demonstration has no finding ${name}.`)
  return found
}

async function assess(round: Round, reviewId: string, { timeline, now }: Known): Promise<void> {
  const on = dayBy({ month: round.month, day: 10 }, now)
  await timeline(on, MANAGER, async (scope) => {
    const held = (await listAllFindings(scope)).filter((one) => one.reviewId === reviewId)
    const id = await openRound(scope, {
      ...{ set: { kind: 'review', id: reviewId }, title: round.title, partnerId: null },
      ...{ nextDueOn: addMonths(scope.today, round.nextInMonths), once: newId() },
    })
    for (const { id: question, ref } of held) {
      const answer = round.answers[ref]
      if (answer) await answerQuestion(scope, id, { question, ...answer, evidence: [], once: newId() })
    }
    if (round.closed) await closeRound(scope, id)
  })
}
