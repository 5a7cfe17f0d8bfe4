import { formatDay, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { createMarker, libraryPaths, type Term } from '../../library/index.ts'
import { planPaths } from '../../plans/index.ts'
import { explain } from '../domain/deadline.ts'
import type { AnswerFacts, FindingEntry, ReviewChange, ReviewFacts, SameFindings } from '../domain/facts.ts'
import { kindName, STATE_WORDS } from '../domain/kinds.ts'
import { away } from '../domain/register.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_DAY, exampleFindings, exampleGroup, exampleReview } from './example.ts'
import { type FindingView, toFindingView } from './finding-view.ts'
import { findingsWords } from './register.ts'
import { type Choice, choices, expectedWhen, heldWords } from './words.ts'

/** One review: its facts, what it judged, what it found, and what answers it. */
export interface ReviewPage {
  title: string
  kind: string
  past: string | null
  countdown: string | null
  acts: { change: string; addFindings: string } | null
  facts: { label: string; text: string; href: string | null; gap: boolean }[]
  judgements: { rows: { id: string; about: string; grade: string; since: string }[]; words: string }
  judge: { send: string; withdraw: string; about: string; grade: string } | null
  plans: { title: string; href: string }[]
  attach: { send: string; choices: Choice[] } | null
  findings: {
    words: string
    takeAway: TakeAway | null
    groups: { name: string | null; rows: FindingView[] }[]
    nothing: string
  }
  history: { words: string; rows: { when: string; who: string; what: string; was: string; now: string }[] }
  day: { action: string; value: PlainDate; last: PlainDate }
  errors: FieldError[]
}

export interface ReviewInput {
  review: ReviewFacts
  findings: readonly FindingEntry[]
  changes: readonly ReviewChange[]
  same: ReadonlyMap<string, SameFindings>
  answers: readonly AnswerFacts[]
  /** The plans of the area, to attach it to. */
  plans: readonly { id: string; title: string }[]
  day: PlainDate
  may: { keep: boolean }
  terms: readonly Pick<Term, 'id' | 'term' | 'meaning'>[]
  values: FormValues | null
  errors: FieldError[]
}

export function toReviewPage(input: ReviewInput, today: PlainDate): ReviewPage {
  const { review, day, may, values } = input
  const past = day < today ? day : null
  const keeps = may.keep && past === null
  return {
    ...{ title: review.title, kind: kindName(review.kind), past: past && formatDay(past) },
    countdown: review.state === 'expected' ? (expectedWhen(review, day) ?? null) : null,
    acts: keeps ? { change: paths.changeReview(review.id), addFindings: paths.addFindings(review.id) } : null,
    facts: factsOf(review, day),
    judgements: judgementsOf(review),
    judge: keeps ? judgeOf(review.id, values) : null,
    plans: review.plans.map(({ id, title }) => ({ title, href: planPaths.findings(id) })),
    attach: keeps ? attachOf(input) : null,
    findings: findingsOf(input, past),
    history: historyOf(input),
    day: { action: paths.review(review.id), value: day, last: today },
    errors: input.errors,
  }
}

function factsOf(review: ReviewFacts, day: PlainDate): ReviewPage['facts'] {
  const { state, publishedOn, receivedOn, document, url } = review
  const expected = state === 'expected' ? null : review.expectedOn && formatDay(review.expectedOn)
  const facts: [label: string, text: string | null, href?: string][] = [
    ['Held by', review.body],
    ['How far it has come', STATE_WORDS[state]],
    ['Was expected', expected],
    ['Held', heldWords(review)],
    ['Published', publishedOn ? formatDay(publishedOn) : state === 'published' ? 'Day not known' : null],
    ['Received', receivedOn && formatDay(receivedOn)],
    ['A plan is owed', planOwed(review, day)],
    ['Overall judgement', review.judgement],
    ['Document', document?.name ?? null, paths.document(review.id)],
    ['Link', url, url ?? ''],
    ['Remark', review.remark],
  ]
  return facts.flatMap(([label, text, href]) =>
    text === null ? [] : [{ label, text, href: href ?? null, gap: text === 'Day not known' }],
  )
}

/** "within 70 working days: 16 October 2026, 39 days ago. Worked out: …". */
function planOwed(review: ReviewFacts, day: PlainDate): string | null {
  const { planDueWords: words, planDueOn: on } = review
  if (!words && !on) return null
  const when = on ? `${formatDay(on)}, ${away(on, day)}` : 'no day'
  const how = explain({ words, on, precision: 'day' }, review)
  return [[words, when].filter(Boolean).join(': '), how].filter(Boolean).join('. ')
}

function judgementsOf({ judgements }: ReviewFacts): ReviewPage['judgements'] {
  return {
    rows: judgements.map(({ id, about, grade, addedOn }) => ({
      ...{ id, about, grade, since: formatDay(addedOn) },
    })),
    words: `${counted(judgements.length, 'judgement')}, in the order in which they were entered`,
  }
}

function judgeOf(reviewId: string, values: FormValues | null): ReviewPage['judge'] {
  return {
    ...{ send: paths.judgements(reviewId), withdraw: paths.withdrawJudgement(reviewId) },
    ...{ about: String(values?.about ?? ''), grade: String(values?.grade ?? '') },
  }
}

function attachOf({ review, plans }: ReviewInput): ReviewPage['attach'] {
  const open = plans.filter(({ id }) => !review.plans.some((plan) => plan.id === id))
  if (open.length === 0) return null
  return {
    send: paths.attach(review.id),
    choices: choices(
      open.map(({ id, title }) => [id, title]),
      'Choose a plan',
      null,
    ),
  }
}

function findingsOf(input: ReviewInput, past: PlainDate | null): ReviewPage['findings'] {
  const { review, findings, may } = input
  const groups = Map.groupBy(findings, ({ group }) => group)
  const counts = {
    findings: findings.filter(({ kind }) => kind === 'finding').length,
    themes: findings.filter(({ kind }) => kind === 'theme').length,
  }
  const mark = createMarker(input.terms, libraryPaths.term)
  const view = (finding: FindingEntry) =>
    toFindingView(finding, { ...input, keeps: may.keep && past === null, past, mark })
  return {
    words: `${findingsWords(counts)}, in the order of the review`,
    takeAway:
      findings.length === 0 || past ? null : takeAway((format) => paths.findingsTable(review.id, format)),
    groups: [...groups].map(([name, rows]) => ({ name, rows: rows.map(view) })),
    nothing:
      review.state === 'expected'
        ? 'Findings are entered here when the review has been held.'
        : 'No finding is held yet. Add them one by one, or paste a list.',
  }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  ...{ kind: 'Kind', title: 'Title', body: 'Held by', state: 'How far it has come', ref: 'Number' },
  ...{ expectedOn: 'Expected on', expectedWords: 'Expected, in words', group: 'Group', words: 'Words' },
  ...{ heldFrom: 'Held from', heldTo: 'Held to', publishedOn: 'Published', receivedOn: 'Received' },
  ...{ planDueWords: 'A plan is owed, in words', planDueOn: 'A plan is owed by', url: 'Link' },
  ...{ judgement: 'Overall judgement', remark: 'Remark', document: 'Document', provenance: 'Provenance' },
  ...{
    deadlineWords: 'Deadline, in words',
    deadlineOn: 'Deadline',
    deadlinePrecision: 'How exact the deadline is',
  },
}

function historyOf({ changes, findings }: ReviewInput): ReviewPage['history'] {
  const refs = new Map(findings.map(({ id, ref }) => [id, ref]))
  const rows = changes.toReversed().map(({ findingId, field, was, now, changedOn, changedBy }) => ({
    ...{ when: formatDay(changedOn), who: changedBy },
    what: `${findingId ? `Finding ${refs.get(findingId) ?? ''}: ` : ''}${FIELD_NAMES[field] ?? field}`,
    ...{ was: valueWords(was), now: valueWords(now) },
  }))
  return { rows, words: `${counted(rows.length, 'change')}, newest first` }
}

function valueWords(value: string | null): string {
  if (value === null) return 'Nothing'
  if (isPlainDate(value)) return formatDay(value)
  return STATE_WORDS[value as keyof typeof STATE_WORDS] ?? kindName(value)
}

export const reviewPage = definePage<ReviewPage>('reviews/pages/review.njk', () => {
  const { id: groupId, words, members } = exampleGroup()
  const same = { groupId, words, memberIds: members.map(({ findingId }) => findingId) }
  const plan = { id: 'plan-1', title: 'Anyshire Improvement Plan' }
  return toReviewPage(
    {
      ...{ review: exampleReview(), findings: exampleFindings(), same: new Map([['finding-2', same]]) },
      changes: [
        {
          ...{ findingId: 'finding-1', field: 'deadlineOn', was: null, now: '2026-10-09' },
          ...{ changedOn: '2026-07-09', changedBy: 'Programme Manager' },
        },
      ],
      answers: [
        {
          findingId: 'finding-1',
          plan,
          thing: { kind: 'action', id: 'action-1', ref: '1.06', words: 'Decide on every contact' },
        },
      ],
      plans: [plan, { id: 'plan-2', title: 'Response to the case review' }],
      terms: [{ id: 'term-1', term: 'strategy discussion', meaning: 'Partners decide what to do' }],
      ...{ day: EXAMPLE_DAY, may: { keep: true }, values: { about: 'Leadership' } },
      errors: [{ field: 'grade', text: 'Enter the grade, in the review’s own words' }],
    },
    EXAMPLE_DAY,
  )
})
