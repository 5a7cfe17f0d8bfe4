import type { PlainDate } from '../../platform/calendar.ts'
import { date, number, type Table, tableOf, text } from '../../platform/office/table.ts'
import { judgementsOn } from './domain/as-at.ts'
import { explain } from './domain/deadline.ts'
import type { FindingEntry, ReviewFacts, SameFindings } from './domain/facts.ts'
import { kindName, STATE_WORDS } from './domain/kinds.ts'

/** The register, in the order of its page: to take away. */
export const toReviewsTable = (reviews: readonly ReviewFacts[], today: PlainDate): Table =>
  tableOf('Reviews', reviews, [
    text('Review', ({ title }) => title),
    text('Kind', ({ kind }) => kindName(kind)),
    text('Held by', ({ body }) => body),
    text('How far it has come', ({ state }) => STATE_WORDS[state]),
    date('Expected', ({ expectedOn, expectedWords }) => expectedOn ?? expectedWords),
    date('Held from', ({ heldFrom }) => heldFrom),
    date('Held to', ({ heldTo }) => heldTo),
    date('Published', ({ publishedOn }) => publishedOn),
    date('Received', ({ receivedOn }) => receivedOn),
    date('A plan is owed by', ({ planDueOn }) => planDueOn),
    text('Overall judgement', ({ judgement }) => judgement),
    text('Judgements', (review) => judgedOf(review, today)),
    number('Findings', ({ findings }) => findings),
    number('Headlines without a text', ({ themes }) => themes),
    text('Plans that answer it', ({ plans }) => plans.map(({ title }) => title).join('; ')),
    text('Link', ({ url }) => url),
  ])

const judgedOf = (review: ReviewFacts, today: PlainDate): string =>
  judgementsOn(review, today)
    .map(({ about, grade }) => `${about}: ${grade}`)
    .join('; ')

/** The findings of one review, in its order: to take away. */
export const toFindingsTable = (
  review: ReviewFacts,
  findings: readonly FindingEntry[],
  same: ReadonlyMap<string, SameFindings>,
): Table =>
  tableOf(`${review.title}, findings`, findings, [
    text('Number', ({ ref }) => ref),
    text('Group', ({ group }) => group),
    text('Finding', ({ words }) => words),
    text('Kind', ({ kind }) => (kind === 'theme' ? 'Headline without a text' : 'Finding')),
    text('Provenance', ({ provenance }) => provenance),
    text('Deadline in words', ({ deadlineWords }) => deadlineWords),
    date('Deadline', ({ deadlineOn }) => deadlineOn),
    text('How the day was worked out', ({ deadlineWords, deadlineOn, deadlinePrecision }) =>
      explain({ words: deadlineWords, on: deadlineOn, precision: deadlinePrecision }, review),
    ),
    text('The same as others', ({ id }) => same.get(id)?.words ?? null),
    text('Remark', ({ remark }) => remark),
  ])
