import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY } from '../../plans/index.ts'
import type { FindingAcross, ReviewCoverage } from '../domain/across.ts'
import { coverageOf } from '../domain/coverage.ts'
import { VERDICTS } from '../domain/verdict.ts'
import { threadPaths } from '../paths.ts'
import { exampleThread, sumWords } from './coverage.ts'
import { type CoverageRow, deadlineWords, toCoverageRow } from './row.ts'

/** A review over every plan that answers it: finding by finding. */
export interface ReviewCoveragePage {
  review: string
  past: string | null
  words: string
  plans: { title: string; words: string; href: string }[]
  findings: {
    ref: string
    words: string
    deadline: string
    plans: { title: string; row: CoverageRow }[]
    gap: string | null
  }[]
  takeAway: TakeAway | null
  empty: string | null
}

export function toReviewCoveragePage(
  found: ReviewCoverage,
  { today, change }: { today: PlainDate; change: boolean },
): ReviewCoveragePage {
  const { review, asAt, plans, findings } = found
  const past = asAt === today ? null : asAt
  return {
    review: review.title,
    past: past && formatDay(past),
    words: `${sumWords(findings.map(bestOf))}${plans.length > 1 ? `. By the furthest of ${counted(plans.length, 'plan')}` : ''}`,
    plans: plans.map(({ id, title }) => ({
      title,
      href: threadPaths.coverage(id, { review: review.id, asAt: past }),
      words: sumWords(
        findings.flatMap((one) =>
          one.plans.flatMap(({ plan, coverage }) => (plan.id === id ? [coverage] : [])),
        ),
      ),
    })),
    findings: findings.map((one) => toFinding(one, { past, change })),
    takeAway:
      findings.length === 0 ? null : takeAway((format) => threadPaths.reviewTable(review.id, format, past)),
    empty: findings.length > 0 ? null : 'No finding of this review is held yet.',
  }
}

/** A finding that several plans answer is as far as the one that is furthest. */
const bestOf = ({ plans }: FindingAcross) => ({
  verdict:
    VERDICTS.findLast((verdict) => plans.some(({ coverage }) => coverage.verdict === verdict)) ??
    'unanswered',
})

function toFinding(
  { finding, plans }: FindingAcross,
  { past, change }: { past: PlainDate | null; change: boolean },
): ReviewCoveragePage['findings'][number] {
  const answering = plans.filter(({ coverage }) => coverage.verdict !== 'unanswered')
  return {
    ...{ ref: finding.ref, words: finding.words, deadline: deadlineWords(finding) },
    plans: answering.map(({ plan, coverage }) => ({
      title: plan.title,
      row: toCoverageRow(coverage, { planId: plan.id, past, change }),
    })),
    gap: answering.length > 0 ? null : 'Answered by nothing',
  }
}

export const reviewCoveragePage = definePage<ReviewCoveragePage>('thread/pages/review-coverage.njk', () => ({
  ...toReviewCoveragePage(exampleReviewCoverage(), { today: EXAMPLE_TODAY, change: true }),
  empty: 'No finding of this review is held yet.',
}))

function exampleReviewCoverage(): ReviewCoverage {
  const facts = exampleThread()
  const { id, title, asAt } = facts.plan
  const findings = coverageOf(facts).map((coverage) => ({
    finding: coverage.finding,
    plans: [{ plan: { id, title }, coverage }],
  }))
  return { review: { id: 'review-1', title: 'Ofsted inspection' }, asAt, plans: [{ id, title }], findings }
}
