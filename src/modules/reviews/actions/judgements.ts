import type { Scope } from '../../../platform/db/scope.ts'
import { record } from '../../../platform/record/record.ts'
import { getReview, lockReview } from '../queries/reviews.ts'
import { insertJudgements, listJudgementMarks, withdrawJudgementRow } from '../queries/save.ts'

/** An area of judgement and its grade, in the review's own words. */
export interface JudgementInput {
  about: string
  grade: string
}

/** Adds what a review judged, after what is held. Sent twice it is added once. Errors: NotFound. */
export async function addJudgements(
  scope: Scope,
  reviewId: string,
  once: string,
  judgements: readonly JudgementInput[],
): Promise<void> {
  await lockReview(scope, reviewId)
  const held = (await getReview(scope, reviewId)).judgements.length
  const sent = await listJudgementMarks(scope, reviewId, once)
  const fresh = judgements.filter((one) => !sent.some((other) => isSame(one, other)))
  if (fresh.length === 0) return
  await insertJudgements(
    scope,
    reviewId,
    once,
    fresh.map(({ about, grade }, at) => ({ position: held + at, about, grade })),
  )
  await record(scope, {
    act: 'review.judged',
    thing: { kind: 'review', id: reviewId },
    detail: { judgements: fresh.length },
  })
}

const isSame = (a: JudgementInput, b: JudgementInput): boolean => a.about === b.about && a.grade === b.grade

/** Withdraws a judgement that was entered wrongly; that it stood there is kept. Errors: NotFound. Done twice is done once. */
export async function withdrawJudgement(scope: Scope, reviewId: string, judgementId: string): Promise<void> {
  await getReview(scope, reviewId)
  if (!(await withdrawJudgementRow(scope, reviewId, judgementId))) return
  await record(scope, {
    act: 'review.judgement_withdrawn',
    thing: { kind: 'review', id: reviewId },
    detail: { judgement: judgementId },
  })
}
