import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { listPlans } from '../../plans/index.ts'
import { changesOfReview } from '../domain/as-at.ts'
import { type Bases, movedTo, settle } from '../domain/deadline.ts'
import type { FindingEntry, ReviewFacts, ReviewFields } from '../domain/facts.ts'
import {
  findReviewByMark,
  getReview,
  listFindings,
  listReviewChanges,
  lockReview,
} from '../queries/reviews.ts'
import {
  insertChanges,
  insertPlanReview,
  insertReview,
  setDocument,
  updateDeadlines,
  updateReview,
} from '../queries/save.ts'
import type { KeptDocument } from './document.ts'

/** `planDueOn`: the day where it is known; left out, it is worked out from the phrase. */
export type ReviewInput = ReviewFields

/**
 * Enters a review. Gives its id; sent twice under one mark it is entered once. Errors: Unacceptable with the field, for
 * a review that was published on a day to come.
 */
export async function addReview(
  scope: Scope,
  input: ReviewInput,
  { once, document }: { once: string; document: KeptDocument | null },
): Promise<string> {
  const fields = settled(scope, input, null)
  const id = newId()
  const known = await insertOnce(scope, { id, once, fields })
  if (known) return known
  if (document) await setDocument(scope, id, document)
  await record(scope, {
    act: 'review.added',
    thing: { kind: 'review', id },
    detail: { kind: fields.kind, state: fields.state, sha256: document?.sha256 ?? null },
  })
  return id
}

/** The id of the very review that stands under the mark; another one under it (the browser's Back) is one of its own. */
async function insertOnce(
  scope: Scope,
  row: { id: string; once: string; fields: ReviewFields },
): Promise<string | null> {
  if (await insertReview(scope, row)) return null
  const held = await findReviewByMark(scope, row.once)
  const { kind, title, body } = row.fields
  if (held && held.kind === kind && held.title === title && held.body === body) return held.id
  await insertReview(scope, { ...row, once: newId() })
  return null
}

function settled(scope: Scope, input: ReviewInput, held: ReviewFacts | null): ReviewFields {
  if (input.state === 'published' && input.publishedOn && input.publishedOn > scope.today)
    throw new Unacceptable(
      'The day of publication is to come: leave the review as held until then',
      'publishedOn',
    )
  const due = settle(
    { words: input.planDueWords, on: input.planDueOn },
    input,
    held && { words: held.planDueWords, on: held.planDueOn, precision: 'day' },
  )
  return { ...input, planDueOn: due.on }
}

/** How many changes there were when somebody opened the form: another number now, and somebody else was faster. */
export const seenOf = (changes: readonly unknown[]): string => String(changes.length)

/**
 * Changes what is held of a review; what was is kept. Deadlines that were worked out from the day of publication or of
 * receipt move with it. Errors: NotFound; Conflict when somebody changed it since it was `seen`; Unacceptable.
 */
export async function changeReview(
  scope: Scope,
  id: string,
  input: ReviewInput,
  { seen, document }: { seen: string | null; document: KeptDocument | null },
): Promise<void> {
  await lockReview(scope, id)
  const held = await getReview(scope, id)
  if (seen !== null && seen !== seenOf(await listReviewChanges(scope, id)))
    throw new Conflict('Somebody changed this review meanwhile: look at it, then save yours again', 'title')
  const fields = settled(scope, input, held)
  const changes = changesOfReview(held, fields)
  const fresh = document && document.sha256 !== held.document?.sha256 ? document : null
  if (changes.length === 0 && !fresh) return
  const file = fresh ? [{ field: 'document', was: held.document?.name ?? null, now: fresh.name }] : []
  await updateReview(scope, id, fields)
  if (fresh) await setDocument(scope, id, fresh)
  await insertChanges(
    scope,
    id,
    [...changes, ...file].map((change) => ({ findingId: null, ...change })),
  )
  await moveDeadlines(scope, id, held, fields)
  await record(scope, {
    act: 'review.changed',
    thing: { kind: 'review', id },
    detail: { fields: [...changes, ...file].map(({ field }) => field), state: fields.state },
  })
}

async function moveDeadlines(scope: Scope, reviewId: string, was: Bases, now: Bases): Promise<void> {
  if (was.publishedOn === now.publishedOn && was.receivedOn === now.receivedOn) return
  const moved = (await listFindings(scope, reviewId)).flatMap((finding) => {
    const { on, precision } = movedTo(deadlineOf(finding), was, now)
    return on === finding.deadlineOn ? [] : [{ finding, on, precision }]
  })
  await updateDeadlines(
    scope,
    moved.map(({ finding: { id }, on, precision }) => ({ id, on, precision })),
  )
  await insertChanges(
    scope,
    reviewId,
    moved.flatMap(({ finding, on, precision }) => [
      { findingId: finding.id, field: 'deadlineOn', was: finding.deadlineOn, now: on },
      ...(precision === finding.deadlinePrecision
        ? []
        : [
            {
              findingId: finding.id,
              field: 'deadlinePrecision',
              was: finding.deadlinePrecision,
              now: precision,
            },
          ]),
    ]),
  )
}

export const deadlineOf = ({ deadlineWords, deadlineOn, deadlinePrecision }: FindingEntry) => ({
  ...{ words: deadlineWords, on: deadlineOn, precision: deadlinePrecision },
})

/** Says that a plan answers a review. Errors: NotFound, of the review or of the plan. Done twice is done once. */
export async function attachToPlan(scope: Scope, reviewId: string, planId: string): Promise<void> {
  await getReview(scope, reviewId)
  if (!(await listPlans(scope)).some(({ id }) => id === planId)) throw new NotFound('plan')
  if (!(await insertPlanReview(scope, planId, reviewId))) return
  await record(scope, {
    act: 'review.attached',
    thing: { kind: 'review', id: reviewId },
    detail: { plan: planId },
  })
}
