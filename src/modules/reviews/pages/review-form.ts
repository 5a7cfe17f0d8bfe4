import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { workOut } from '../domain/deadline.ts'
import type { ReviewFacts, ReviewFields } from '../domain/facts.ts'
import { KIND_CODES, kindName, STATE_WORDS, STATES } from '../domain/kinds.ts'
import { paths } from '../paths.ts'
import { exampleReview } from './example.ts'
import { type Choice, choices } from './words.ts'

/** Entering a review, or changing what is held of one. */
export interface ReviewFormPage {
  title: string
  send: string
  back: { href: string; text: string }
  /** The mark of a new one, or how much had changed when this form was opened. */
  hidden: { name: 'once' | 'seen'; value: string }
  kinds: Choice[]
  states: { id: string; value: string; text: string; checked: boolean }[]
  values: Record<Exclude<keyof ReviewFields, 'kind' | 'state'>, string>
  /** The document that is held already. */
  document: string | null
  accepted: string
  submit: string
  errors: FieldError[]
}

export interface ReviewFormInput {
  /** Null for a new one. */
  review: ReviewFacts | null
  hidden: ReviewFormPage['hidden']
  values: FormValues | null
  accepted: string
  errors: FieldError[]
}

const TEXTS = [
  ...(['title', 'body', 'expectedOn', 'expectedWords', 'heldFrom', 'heldTo', 'publishedOn'] as const),
  ...(['receivedOn', 'planDueWords', 'planDueOn', 'url', 'judgement', 'remark'] as const),
]

export function toReviewFormPage(input: ReviewFormInput): ReviewFormPage {
  const { review, hidden, values, accepted, errors } = input
  const typed = (field: keyof ReviewFields) =>
    values ? String(values[field] ?? '') : ((review && heldValue(review, field)) ?? '')
  const state = typed('state') || 'published'
  return {
    title: review ? 'Change a review' : 'Enter a review',
    send: review ? paths.changeReview(review.id) : paths.newReview(),
    back: review
      ? { href: paths.review(review.id), text: 'Review' }
      : { href: paths.reviews(), text: 'Reviews' },
    hidden,
    kinds: choices(kindsFor(review), 'Select', typed('kind')),
    states: STATES.map((value, at) => ({
      ...{ id: at === 0 ? 'state' : `state-${value}`, value },
      ...{ text: STATE_WORDS[value], checked: value === state },
    })),
    values: Object.fromEntries(TEXTS.map((field) => [field, typed(field)])) as ReviewFormPage['values'],
    ...{ document: review?.document?.name ?? null, accepted, errors },
    submit: review ? 'Save the changes' : 'Enter the review',
  }
}

/** A day that was worked out from its words is left empty, so that it moves with the days that it counts from. */
function heldValue(review: ReviewFacts, field: keyof ReviewFields): PlainDate | string | null {
  if (field !== 'planDueOn') return review[field]
  const { planDueWords, planDueOn } = review
  return planDueWords && workOut(planDueWords, review).on === planDueOn ? null : planDueOn
}

/** One that only a document knows is offered where the review has it. */
function kindsFor(review: ReviewFacts | null): [string, string][] {
  const known = KIND_CODES.map((code): [string, string] => [code, kindName(code)])
  const isKnown = !review || known.some(([code]) => code === review.kind)
  return isKnown ? known : [...known, [review.kind, kindName(review.kind)]]
}

export const reviewFormPage = definePage<ReviewFormPage>('reviews/pages/review-form.njk', () =>
  toReviewFormPage({
    ...{ review: exampleReview(), hidden: { name: 'seen', value: '0' }, values: null, accepted: '.pdf' },
    errors: [
      { field: 'title', text: 'Enter a title' },
      { field: 'planDueWords', text: 'Must be 200 characters or fewer' },
    ],
  }),
)
