import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { standalone } from '../../platform/office/html.ts'
import { writeDocx } from '../../platform/office/write.ts'
import { readPlan } from '../plans/index.ts'
import { paperFacts } from './domain/milestone-report.ts'
import { describePaper } from './domain/paper.ts'
import type { PaperFacts } from './domain/paper-facts.ts'
import { ourLayout } from './layouts.ts'
import type { Format } from './paths.ts'

/** What a milestone report is of: a plan on a day, and of it only what answers one review where one is named. */
export interface ReportAsked {
  planId: string
  asAt: PlainDate
  reviewId: string | null
}

export interface MilestoneReport {
  facts: PaperFacts
  /** The reviews that the plan answers. */
  reviews: { id: string; title: string }[]
}

/** The facts of a milestone report; page, Word and JSON are all made from them. Errors: NotFound. */
export async function readMilestoneReport(
  scope: Scope,
  { planId, asAt, reviewId }: ReportAsked,
): Promise<MilestoneReport> {
  const plan = await readPlan(scope, planId, asAt)
  const filter = reviewId ? { reviewId } : {}
  const reviews = new Map(plan.findings.map(({ review }) => [review.id, review.title]))
  return {
    facts: paperFacts(plan, {
      ...{ areaName: scope.actor.areaName, generatedOn: scope.today, filter },
    }),
    reviews: [...reviews].map(([id, title]) => ({ id, title })),
  }
}

const TYPES: Record<Format, string> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
}

export interface ReportFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** Facts as a file. Word is written in a thread of its own, so that other pages stay fast. */
export async function writeMilestoneReport(facts: PaperFacts, format: Format): Promise<ReportFile> {
  return {
    name: `milestone-report-${facts.plan.asAt}.${format}`,
    type: TYPES[format],
    bytes: await bytesOf(facts, format),
  }
}

async function bytesOf(facts: PaperFacts, format: Format): Promise<Uint8Array> {
  if (format === 'docx') return writeDocx(describePaper(ourLayout('milestone-report'), facts))
  if (format === 'html') return Buffer.from(standalone(describePaper(ourLayout('milestone-report'), facts)))
  return Buffer.from(`${JSON.stringify(facts.report, null, 2)}\n`)
}
