import { daysBetween, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { findingsAsAt, nextExpected, reviewAsAt } from '../domain/as-at.ts'
import type { AnswerFacts, FindingEntry, ReviewChange, ReviewFacts, SameFindings } from '../domain/facts.ts'
import { listSameFindings } from '../queries/groups.ts'
import { getReview, listAnswers, listFindings, listReviewChanges, listReviews } from '../queries/reviews.ts'

/** A review with all that is said of it, as at the end of a day. */
export interface WholeReview {
  review: ReviewFacts
  findings: FindingEntry[]
  /** By then, oldest first. */
  changes: ReviewChange[]
  /** By the finding's id. */
  same: ReadonlyMap<string, SameFindings>
  /** What answers these findings, and those that are the same. */
  answers: AnswerFacts[]
}

/** Six statements, whatever the number of findings. Errors: NotFound. */
export async function readReview(scope: Scope, id: string, day: PlainDate): Promise<WholeReview> {
  const held = await getReview(scope, id)
  const changes = await listReviewChanges(scope, id)
  const findings = findingsAsAt(await listFindings(scope, id), changes, day)
  const same = await listSameFindings(scope, day)
  const asked = new Set(
    findings.flatMap((finding) => [finding.id, ...(same.get(finding.id)?.memberIds ?? [])]),
  )
  return {
    review: reviewAsAt(held, changes, day),
    findings,
    changes: changes.filter(({ changedOn }) => changedOn <= day),
    same,
    answers: await listAnswers(scope, [...asked], day),
  }
}

export interface NextInspection {
  id: string
  title: string
  body: string
  kind: string
  expectedOn: PlainDate | null
  expectedWords: string | null
  /** Days from `day` to it: negative when it is overdue, null when no day is known. */
  days: number | null
}

/** The inspection that was expected next at the end of a day; null when none was. One statement. */
export async function nextInspection(scope: Scope, day: PlainDate): Promise<NextInspection | null> {
  const next = nextExpected(await listReviews(scope), day)
  if (!next) return null
  const { id, title, body, kind, expectedOn, expectedWords } = next
  const days = expectedOn === null ? null : daysBetween(day, expectedOn)
  return { id, title, body, kind, expectedOn, expectedWords, days }
}
