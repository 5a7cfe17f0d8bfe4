import type { PlainDate } from '../../../platform/calendar.ts'
import type { FindingEntry, FindingFields, ReviewChange, ReviewFacts, ReviewFields } from './facts.ts'
import { isInspecting, type ReviewState } from './kinds.ts'

/** The fields whose changes are kept, and so can be taken back. */
const REVIEW_FIELDS: readonly (keyof ReviewFields)[] = [
  ...(['kind', 'title', 'body', 'state', 'expectedOn', 'expectedWords', 'heldFrom', 'heldTo'] as const),
  ...(['publishedOn', 'receivedOn', 'planDueWords', 'planDueOn', 'url', 'judgement', 'remark'] as const),
]

const FINDING_FIELDS: readonly (keyof FindingFields)[] = [
  ...(['ref', 'group', 'words', 'kind', 'provenance', 'remark'] as const),
  ...(['deadlineWords', 'deadlineOn', 'deadlinePrecision'] as const),
]

type Change = Pick<ReviewChange, 'field' | 'was' | 'now'>

/** What is about to change, field by field, in the order of the fields. */
function differences<T extends object>(fields: readonly (keyof T & string)[], held: T, wanted: T): Change[] {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
  return fields
    .filter((field) => held[field] !== wanted[field])
    .map((field) => ({ field, was: textOf(held[field]), now: textOf(wanted[field]) }))
}

export const changesOfReview = (held: ReviewFields, wanted: ReviewFields): Change[] =>
  differences(REVIEW_FIELDS, held, wanted)

export const changesOfFinding = (held: FindingFields, wanted: FindingFields): Change[] =>
  differences(FINDING_FIELDS, held, wanted)

/** A thing as it stood at the end of a day: later changes are taken back, newest first. */
function takenBack<T extends object>(
  held: T,
  fields: readonly string[],
  changes: readonly ReviewChange[],
  day: PlainDate,
): T {
  const later = changes.filter((change) => change.changedOn > day && fields.includes(change.field))
  return Object.assign({}, held, ...later.toReversed().map(({ field, was }) => ({ [field]: was })))
}

/**
 * A review as it stood at the end of a day, from what is held now and every change since, oldest first. A document that
 * was put there later is left out. Judgements that were added later or withdrawn by then are left out too.
 */
export function reviewAsAt(held: ReviewFacts, changes: readonly ReviewChange[], day: PlainDate): ReviewFacts {
  const own = changes.filter(({ findingId }) => findingId === null)
  const laterFile = own.some(({ field, changedOn }) => field === 'document' && changedOn > day)
  return {
    ...takenBack(held, REVIEW_FIELDS, own, day),
    document: laterFile ? null : held.document,
    judgements: judgementsOn(held, day),
  }
}

/** The judgements that counted at the end of a day. */
export const judgementsOn = ({ judgements }: Pick<ReviewFacts, 'judgements'>, day: PlainDate) =>
  judgements.filter(
    ({ addedOn, withdrawnOn }) => addedOn <= day && (withdrawnOn === null || withdrawnOn > day),
  )

/** The findings that a review was known to have at the end of a day, as they stood then. */
export function findingsAsAt(
  held: readonly FindingEntry[],
  changes: readonly ReviewChange[],
  day: PlainDate,
): FindingEntry[] {
  const byFinding = Map.groupBy(changes, ({ findingId }) => findingId)
  return held
    .filter(({ addedOn }) => addedOn === null || addedOn <= day)
    .map((finding) => takenBack(finding, FINDING_FIELDS, byFinding.get(finding.id) ?? [], day))
}

/** How far a review had come at the end of a day, by its own days where they tell. */
export function stateOn(
  { state, heldFrom, publishedOn }: Pick<ReviewFacts, 'state' | 'heldFrom' | 'publishedOn'>,
  day: PlainDate,
): ReviewState {
  if (state === 'published' && (publishedOn === null || publishedOn <= day)) return 'published'
  return state !== 'expected' && heldFrom !== null && heldFrom <= day ? 'held' : 'expected'
}

/**
 * The inspection that was expected next at the end of a day: the earliest of an inspecting kind that was entered by
 * then and not held yet; one with no day but words comes last. Null when none was expected.
 */
export function nextExpected(reviews: readonly ReviewFacts[], day: PlainDate): ReviewFacts | null {
  const last = '9999-12-31'
  return (
    reviews
      .filter(({ kind, addedOn }) => isInspecting(kind) && addedOn !== null && addedOn <= day)
      .filter((review) => stateOn(review, day) === 'expected' && isForeseen(review))
      .sort((a, b) => (a.expectedOn ?? last).localeCompare(b.expectedOn ?? last))[0] ?? null
  )
}

const isForeseen = ({ expectedOn, expectedWords }: ReviewFacts): boolean =>
  expectedOn !== null || expectedWords !== null
