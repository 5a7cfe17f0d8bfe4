import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY, type PlanTab, planPaths, planTabs } from '../../plans/index.ts'
import { coverageOf } from '../domain/coverage.ts'
import { type CrosswalkLine, crosswalkOf } from '../domain/crosswalk.ts'
import type { ThreadFacts } from '../domain/facts.ts'
import { threadPaths } from '../paths.ts'
import { exampleThread } from './coverage.ts'
import { missingWords } from './row.ts'
import { toWays, type Way } from './ways.ts'

/** "Priority / Actions": a review's findings, and the numbers of what answers each. */
export interface CrosswalkPage {
  tabs: PlanTab[]
  ways: Way[]
  plan: { title: string; href: string }
  past: string | null
  reviews: { text: string; href: string; current: boolean }[]
  heading: string
  words: string
  groups: { name: string | null; rows: CrosswalkRow[] }[]
  takeAway: TakeAway | null
}

export interface CrosswalkRow {
  ref: string
  words: string
  throughout: boolean
  answers: { text: string; href: string }[]
  missing: string | null
  gap: string | null
}

export function toCrosswalkPage(facts: ThreadFacts, review: string | null, today: PlainDate): CrosswalkPage {
  const { plan } = facts
  const past = plan.asAt === today ? null : plan.asAt
  const lines = linesOf(facts, review)
  const shown = lines[0]?.finding.review
  const reviews = new Map(plan.findings.map((finding) => [finding.review.id, finding.review.title]))
  return {
    tabs: planTabs(plan.id, 'coverage', past),
    ways: toWays(plan.id, 'crosswalk', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past: past && formatDay(past),
    reviews: [...reviews].map(([id, text]) => ({
      ...{ text, current: id === shown?.id },
      href: threadPaths.crosswalk(plan.id, { review: id, asAt: past }),
    })),
    heading: shown?.title ?? 'Crosswalk',
    words: lines.length === 0 ? '' : `${counted(lines.length, 'finding')}, in the order of the review`,
    groups: [...Map.groupBy(lines, ({ finding }) => finding.group)].map(([name, list]) => ({
      name,
      rows: list.map((line) => toRow(line, past)),
    })),
    takeAway:
      lines.length === 0
        ? null
        : takeAway((format) =>
            threadPaths.crosswalkTable(plan.id, format, { review: shown?.id ?? null, asAt: past }),
          ),
  }
}

/** The crosswalk of one review; without one, of the first that the plan answers. */
export function linesOf(facts: ThreadFacts, review: string | null): CrosswalkLine[] {
  const { findings } = facts.plan
  const id = findings.some((finding) => finding.review.id === review) ? review : findings[0]?.review.id
  return crosswalkOf(
    coverageOf(
      facts,
      findings.filter((finding) => finding.review.id === id),
    ),
  )
}

function toRow(line: CrosswalkLine, past: PlainDate | null): CrosswalkRow {
  const { finding, throughout, answers, missing } = line
  return {
    ...{ ref: finding.ref, words: finding.words, throughout },
    answers: answers.map(({ kind, id, label }) => ({ text: label, href: planPaths[kind](id, past) })),
    missing: missing.length > 0 ? missingWords(missing) : null,
    gap: throughout || answers.length + missing.length > 0 ? null : 'Nothing yet',
  }
}

export const crosswalkPage = definePage<CrosswalkPage>('thread/pages/crosswalk.njk', () =>
  toCrosswalkPage(exampleThread(), null, EXAMPLE_TODAY),
)
