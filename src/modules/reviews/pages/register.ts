import type { PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import { judgementsOn, nextExpected } from '../domain/as-at.ts'
import type { ReviewFacts } from '../domain/facts.ts'
import { KIND_CODES, kindName, STATE_WORDS, STATES } from '../domain/kinds.ts'
import { chooseReviews, type RegisterFilter } from '../domain/register.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_DAY, exampleExpected, exampleReview } from './example.ts'
import { type Choice, choices, expectedWhen, stateWords } from './words.ts'

/** The register of reviews: what found the faults, of every kind. */
export interface RegisterPage {
  words: string
  /** The inspection that is expected next; null when none is. */
  next: { href: string; title: string; when: string } | null
  add: string | null
  groups: string
  takeAway: TakeAway | null
  filter: { kinds: Choice[]; states: Choice[] }
  /** Where the whole register is; null when this is it. */
  all: string | null
  rows: RegisterRow[]
  nothing: string
}

export interface RegisterRow {
  title: string
  href: string
  kind: string
  body: string
  state: string
  judgements: string[]
  findings: string
  plans: { title: string; href: string }[]
}

export interface RegisterInput {
  reviews: readonly ReviewFacts[]
  filter: RegisterFilter
  may: { keep: boolean }
}

export function toRegisterPage({ reviews, filter, may }: RegisterInput, today: PlainDate): RegisterPage {
  const shown = chooseReviews(reviews, filter)
  const filtered = filter.kind !== null || filter.state !== null
  return {
    words: wordsOf(shown, filtered ? reviews.length : null),
    next: nextOf(reviews, today),
    add: may.keep ? paths.newReview() : null,
    groups: paths.groups(),
    takeAway: shown.length === 0 ? null : takeAway((format) => paths.reviewsTable(format, filter)),
    filter: {
      kinds: choices(
        KIND_CODES.map((code) => [code, `${kindName(code)} (${countOf(reviews, 'kind', code)})`]),
        'All kinds',
        filter.kind,
      ),
      states: choices(
        STATES.map((state) => [state, `${STATE_WORDS[state]} (${countOf(reviews, 'state', state)})`]),
        'All',
        filter.state,
      ),
    },
    all: filtered ? paths.reviews() : null,
    rows: shown.map((review) => toRow(review, today)),
    nothing: filtered
      ? 'No review is like this.'
      : 'No review is held yet. Reviews come in with the plan that answers them, or are entered here.',
  }
}

const countOf = (reviews: readonly ReviewFacts[], field: 'kind' | 'state', code: string): number =>
  reviews.filter((review) => review[field] === code).length

function wordsOf(shown: readonly ReviewFacts[], all: number | null): string {
  const of = all === null ? '' : ` of ${all}`
  const findings = shown.reduce((sum, { findings }) => sum + findings, 0)
  return `${counted(shown.length, 'review')}${of} with ${counted(findings, 'finding')}: expected ones first, then the newest`
}

function nextOf(reviews: readonly ReviewFacts[], today: PlainDate): RegisterPage['next'] {
  const next = nextExpected(reviews, today)
  return next && { href: paths.review(next.id), title: next.title, when: expectedWhen(next, today) ?? '' }
}

function toRow(review: ReviewFacts, today: PlainDate): RegisterRow {
  const { id, title, kind, body, judgement, plans } = review
  const judged = judgementsOn(review, today).map(({ about, grade }) => `${about}: ${grade}`)
  return {
    ...{ title, body, href: paths.review(id), kind: kindName(kind), state: stateWords(review, today) },
    judgements: [...(judgement ? overall(judgement) : []), ...judged],
    findings: findingsWords(review),
    plans: plans.map((plan) => ({ title: plan.title, href: planPaths.findings(plan.id) })),
  }
}

/** A document may have brought several judgements in as lines of one text. */
function overall(judgement: string): string[] {
  const lines = judgement.split('\n')
  return lines.length === 1 ? [`Overall: ${judgement}`] : lines
}

/** "12 findings, 2 headlines without a text". */
export function findingsWords({ findings, themes }: Pick<ReviewFacts, 'findings' | 'themes'>): string {
  const headlines = themes > 0 ? [`${counted(themes, 'headline')} without a text`] : []
  if (findings === 0) return headlines.join('') || 'None yet'
  return [counted(findings, 'finding'), ...headlines].join(', ')
}

export const registerPage = definePage<RegisterPage>('reviews/pages/register.njk', () =>
  toRegisterPage(
    {
      reviews: [
        exampleReview(),
        exampleExpected(),
        { ...exampleExpected(), id: 'review-3', kind: 'inspection' },
      ],
      filter: { kind: null, state: null },
      may: { keep: true },
    },
    EXAMPLE_DAY,
  ),
)
