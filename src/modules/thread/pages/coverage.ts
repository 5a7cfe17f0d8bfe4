import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type Paging, pagingOf } from '../../notices/index.ts'
import { EXAMPLE_TODAY, examplePlan, type PlanTab, planPaths, planTabs } from '../../plans/index.ts'
import { coverageOf, type FindingCoverage, isLate, isUnproved } from '../domain/coverage.ts'
import type { ThreadFacts } from '../domain/facts.ts'
import { VERDICT_WORDS, VERDICTS } from '../domain/verdict.ts'
import { answersNothing, type Loose, looseIn, whyOf } from '../domain/why.ts'
import { type CoverageAddress, type Only, threadPaths } from '../paths.ts'
import { type CoverageRow, toCoverageRow } from './row.ts'
import { toWays, type Way } from './ways.ts'

/** From each finding to its proof: one review at a time, or the findings of all that lack something. */
export interface CoveragePage {
  tabs: PlanTab[]
  ways: Way[]
  plan: { title: string; href: string }
  asAt: { value: PlainDate; today: PlainDate; past: string | null; address: string }
  counts: CountLink[]
  reviews: { text: string; href: string; current: boolean; words: string }[]
  /** What the list is of. */
  heading: string
  words: string
  /** The same review over every plan that answers it; null where the list is not of one review. */
  across: string | null
  rows: CoverageRow[]
  paging: Paging
  takeAway: TakeAway | null
  loose: { words: string; where: string; href: string; settle: string | null }[] | null
  empty: string | null
}

export interface CountLink {
  number: number
  words: string
  href: string
  current: boolean
}

export interface CoverageQuery {
  review: string | null
  only: Only | null
  page: number
}

export interface CoverageReader {
  today: PlainDate
  /** Whether they may say what answers what. */
  change: boolean
}

/** How many findings one page holds, when they are those of all reviews. */
export const FINDINGS_PAGE = 40

export const LIST: Record<
  Exclude<Only, 'loose'>,
  { words: string; of: (one: FindingCoverage) => boolean }
> = {
  unanswered: { words: 'answered by nothing', of: ({ verdict }) => verdict === 'unanswered' },
  unproved: { words: 'proved by nothing', of: isUnproved },
  late: { words: 'late for the deadline', of: isLate },
}

export function toCoveragePage(
  facts: ThreadFacts,
  query: CoverageQuery,
  { today, change }: CoverageReader,
): CoveragePage {
  const { plan } = facts
  const past = plan.asAt === today ? null : plan.asAt
  const covered = coverageOf(facts)
  const loose = looseIn(plan)
  const shown = shownOf(covered, query)
  const page = shown.slice((query.page - 1) * FINDINGS_PAGE, query.page * FINDINGS_PAGE)
  const view: CoverageAddress = { review: query.review, only: query.only, asAt: past }
  return {
    tabs: planTabs(plan.id, 'coverage', past),
    ways: toWays(plan.id, 'findings', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    asAt: {
      ...{ value: plan.asAt, today, past: past && formatDay(past) },
      address: threadPaths.coverage(plan.id),
    },
    counts: toCounts(facts, covered, loose, query, past),
    reviews: toReviews(covered, query, plan.id, past),
    heading: headingOf(covered, query),
    words: wordsOf(shown, query, covered.length),
    across: query.only || !shown[0] ? null : threadPaths.review(shown[0].finding.review.id, past),
    rows: page.map((one) => toCoverageRow(one, { planId: plan.id, past, change })),
    paging: pagingOf({ page: query.page, size: FINDINGS_PAGE, total: shown.length }, (at) =>
      threadPaths.coverage(plan.id, { ...view, page: at }),
    ),
    takeAway:
      covered.length === 0 ? null : takeAway((format) => threadPaths.coverageTable(plan.id, format, view)),
    loose: query.only === 'loose' ? loose.map((one) => toLoose(one, past, change)) : null,
    empty: emptyWords(covered, query, shown.length + (query.only === 'loose' ? loose.length : 0)),
  }
}

/** The findings that a question is about; without one, those of the first review. */
export function shownOf(
  covered: readonly FindingCoverage[],
  { review, only }: Pick<CoverageQuery, 'review' | 'only'>,
): FindingCoverage[] {
  if (only === 'loose') return []
  const id = review ?? (only ? null : (covered[0]?.finding.review.id ?? null))
  const ofReview = id ? covered.filter(({ finding }) => finding.review.id === id) : covered
  return only ? ofReview.filter(LIST[only].of) : [...ofReview]
}

function toCounts(
  { plan }: ThreadFacts,
  covered: readonly FindingCoverage[],
  loose: readonly Loose[],
  query: CoverageQuery,
  past: PlainDate | null,
): CountLink[] {
  const link = (only: Only, number: number, words: string): CountLink => ({
    ...{ number, words, current: query.only === only },
    href: threadPaths.coverage(plan.id, { only: query.only === only ? null : only, asAt: past }),
  })
  const numbered = (only: Exclude<Only, 'loose'>) =>
    link(only, covered.filter(LIST[only].of).length, LIST[only].words)
  return [
    numbered('unanswered'),
    numbered('unproved'),
    numbered('late'),
    link('loose', loose.length, 'cited without a number'),
    {
      number: whyOf(plan).filter(answersNothing).length,
      words: 'milestones that answer nothing',
      href: threadPaths.milestones(plan.id, { only: 'nothing', asAt: past }),
      current: false,
    },
  ]
}

function toReviews(
  covered: readonly FindingCoverage[],
  query: CoverageQuery,
  planId: string,
  past: PlainDate | null,
): CoveragePage['reviews'] {
  const [shown] = shownOf(covered, { review: query.review, only: null })
  return [...Map.groupBy(covered, ({ finding }) => finding.review.id)].map(([id, list]) => ({
    text: list[0]?.finding.review.title ?? '',
    href: threadPaths.coverage(planId, { review: id, asAt: past }),
    current: query.only === null && shown?.finding.review.id === id,
    words: sumWords(list),
  }))
}

/** "14 findings: 4 answered by nothing, 10 under way". */
export function sumWords(list: readonly Pick<FindingCoverage, 'verdict'>[]): string {
  const parts = VERDICTS.flatMap((verdict) => {
    const number = list.filter((one) => one.verdict === verdict).length
    return number > 0 ? [`${number} ${VERDICT_WORDS[verdict].toLowerCase()}`] : []
  })
  return `${counted(list.length, 'finding')}: ${parts.join('; ')}`
}

function headingOf(covered: readonly FindingCoverage[], query: CoverageQuery): string {
  if (query.only === 'loose') return 'Cited without a number'
  if (query.only) return `Findings ${LIST[query.only].words}`
  return shownOf(covered, query)[0]?.finding.review.title ?? 'Findings'
}

function wordsOf(shown: readonly FindingCoverage[], { only }: CoverageQuery, all: number): string {
  if (shown.length === 0) return ''
  if (only) return `${shown.length} of ${counted(all, 'finding')}, in the order of the reviews`
  return `${sumWords(shown)}. In the order of the review`
}

function toLoose({ words, of }: Loose, past: PlainDate | null, change: boolean) {
  const { kind, id, ref } = of
  const href = kind === 'plan' ? planPaths.plan(id, { asAt: past }) : planPaths[kind](id, past)
  return {
    ...{ words, href },
    where:
      kind === 'plan'
        ? 'The plan as a whole'
        : `${kind === 'action' ? 'Action' : 'Milestone'} ${ref ?? of.words}`,
    settle: change && past === null ? planPaths.answers(kind, id) : null,
  }
}

function emptyWords(
  covered: readonly FindingCoverage[],
  { only }: CoverageQuery,
  shown: number,
): string | null {
  if (shown > 0) return null
  if (only) return 'There are none.'
  if (covered.length > 0) return 'This plan answers no finding of that review.'
  return 'No finding is held for this plan yet. Bring in the plan with the findings that it cites, or add the review.'
}

export const exampleThread = (): ThreadFacts => ({
  plan: examplePlan(12),
  same: new Map([['finding-7', [{ id: 'finding-1', ref: '1', review: 'Ofsted inspection' }]]]),
  missing: new Map([['finding-6', ['1.16']]]),
  measures: new Map([['finding-1', ['met', null]]]),
  evidence: new Map(),
})

export const coveragePage = definePage<CoveragePage>('thread/pages/coverage.njk', () => ({
  ...toCoveragePage(exampleThread(), { review: null, only: null, page: 1 }, READER),
  loose: toCoveragePage(exampleThread(), { review: null, only: 'loose', page: 1 }, READER).loose,
  empty: 'There are none.',
}))

const READER: CoverageReader = { today: EXAMPLE_TODAY, change: true }
