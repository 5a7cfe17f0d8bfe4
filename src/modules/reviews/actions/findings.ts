import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { changesOfFinding } from '../domain/as-at.ts'
import { settle } from '../domain/deadline.ts'
import type { FindingEntry, FindingFields, ReviewChange, ReviewFacts } from '../domain/facts.ts'
import { firstTaken, readPasted } from '../domain/pasted.ts'
import {
  getFinding,
  getReview,
  listFindingMarks,
  listFindings,
  listReviewChanges,
  lockReview,
} from '../queries/reviews.ts'
import { insertChanges, insertFindings, type NewFinding, updateFinding } from '../queries/save.ts'
import { deadlineOf, seenOf } from './reviews.ts'

export interface FindingsInput {
  /** Made with the form: the same form sent twice is saved once. */
  once: string
  /** One finding on each line: see `readPasted`. */
  lines: string
  kind: FindingFields['kind']
  /** For each of them. */
  group: string | null
  provenance: string | null
  deadlineWords: string | null
}

/**
 * Adds findings to a review, after those that it has. Gives how many. Errors: NotFound; Unacceptable with the field,
 * where there is none, or where a number is taken.
 */
export async function addFindings(scope: Scope, reviewId: string, input: FindingsInput): Promise<number> {
  await lockReview(scope, reviewId)
  const review = await getReview(scope, reviewId)
  const held = await listFindings(scope, reviewId)
  const refs = held.map(({ ref }) => ref)
  const sent = await listFindingMarks(scope, reviewId, input.once)
  const pasted = readPasted(input.lines, refs)
  if (pasted.length === 0) throw new Unacceptable('Write a finding, or paste several', 'lines')
  if (sent.length === pasted.length && pasted.every(({ words }) => sent.some((one) => one.words === words)))
    return 0
  const taken = firstTaken(pasted, refs)
  if (taken !== null)
    throw new Unacceptable(`The number ${taken} is taken: give each finding a number of its own`, 'lines')
  await insertFindings(
    scope,
    reviewId,
    sent.length > 0 ? newId() : input.once,
    pasted.map((one, at) => newFinding(review, input, { ...one, position: nextPosition(held) + at })),
  )
  await record(scope, {
    act: 'review.findings_added',
    thing: { kind: 'review', id: reviewId },
    detail: { findings: pasted.length, kind: input.kind },
  })
  return pasted.length
}

const nextPosition = (held: readonly FindingEntry[]): number =>
  Math.max(-1, ...held.map(({ position }) => position)) + 1

function newFinding(
  review: ReviewFacts,
  { kind, group, provenance, deadlineWords }: FindingsInput,
  { ref, words, position }: { ref: string; words: string; position: number },
): NewFinding {
  const { on, precision } = settle({ words: deadlineWords, on: null }, review, null)
  return {
    ...{ id: newId(), position, ref, words, kind, group, provenance, remark: null },
    ...{ deadlineWords, deadlineOn: on, deadlinePrecision: precision },
  }
}

/** `deadlineOn`: the day where it is known; left out, it is worked out from the phrase. */
export type FindingInput = Omit<FindingFields, 'deadlinePrecision'>

/** A finding with its review, and the changes of it so far, oldest first. Errors: NotFound. */
export async function readFinding(
  scope: Scope,
  id: string,
): Promise<{ finding: FindingEntry; review: ReviewFacts; changes: ReviewChange[]; seen: string }> {
  const finding = await getFinding(scope, id)
  const review = await getReview(scope, finding.reviewId)
  const changes = await changesOf(scope, finding)
  return { finding, review, changes, seen: seenOf(changes) }
}

const changesOf = async (scope: Scope, { id, reviewId }: FindingEntry): Promise<ReviewChange[]> =>
  (await listReviewChanges(scope, reviewId)).filter(({ findingId }) => findingId === id)

/**
 * Changes a finding; what was is kept, and the finding itself is never deleted. Errors: NotFound; Conflict when somebody
 * changed it since it was `seen`; Unacceptable where its number is taken.
 */
export async function changeFinding(
  scope: Scope,
  id: string,
  input: FindingInput,
  seen: string | null,
): Promise<string> {
  const { reviewId } = await getFinding(scope, id)
  await lockReview(scope, reviewId)
  const { finding, review, seen: seenNow } = await readFinding(scope, id)
  if (seen !== null && seen !== seenNow)
    throw new Conflict('Somebody changed this finding meanwhile: look at it, then save yours again', 'words')
  await refuseTakenNumber(scope, finding, input.ref)
  const due = settle({ words: input.deadlineWords, on: input.deadlineOn }, review, deadlineOf(finding))
  const fields = { ...input, deadlineOn: due.on, deadlinePrecision: due.precision }
  const changes = changesOfFinding(finding, fields)
  if (changes.length === 0) return reviewId
  await updateFinding(scope, id, fields)
  await insertChanges(
    scope,
    reviewId,
    changes.map((change) => ({ findingId: id, ...change })),
  )
  await record(scope, {
    act: 'finding.changed',
    thing: { kind: 'finding', id },
    detail: { fields: changes.map(({ field }) => field) },
  })
  return reviewId
}

async function refuseTakenNumber(scope: Scope, { id, reviewId }: FindingEntry, ref: string): Promise<void> {
  const others = (await listFindings(scope, reviewId)).filter((one) => one.id !== id)
  if (others.some((one) => one.ref === ref))
    throw new Unacceptable('Another finding of this review has this number: give another', 'ref')
}
