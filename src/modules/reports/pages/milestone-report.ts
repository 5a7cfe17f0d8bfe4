import { definePage } from '../../../platform/http/pages.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { planPaths } from '../../plans/index.ts'
import { milestoneReportFacts } from '../domain/milestone-facts.ts'
import { describeMilestoneReport } from '../domain/milestone-report.ts'
import type { MilestoneReportFacts } from '../domain/report-facts.ts'
import { samplePlan } from '../domain/sample-plan.ts'
import { FORMATS, type Format, reportPaths } from '../paths.ts'

export interface MilestoneReportPage {
  title: string
  /** The document's own markup, every word of it escaped by `toHtml`. */
  document: string
  files: { text: string; href: string }[]
  /** The whole plan, and only what answers each review; empty where there is nothing to choose. */
  parts: { text: string; href: string; current: boolean }[]
  back: string
  plan: { title: string; href: string }
}

const FILES: Record<Format, string> = {
  docx: 'Word document',
  html: 'Web page to keep or print',
  json: 'Data (JSON)',
}

export function toMilestoneReportPage(input: {
  facts: MilestoneReportFacts
  reviews: readonly { id: string; title: string }[]
  reviewId: string | null
}): MilestoneReportPage {
  const { facts, reviews, reviewId } = input
  const parts = [{ id: null, title: 'The whole plan' }, ...reviews]
  return {
    title: facts.title,
    document: toHtml(describeMilestoneReport(facts)),
    files: FORMATS.map((format) => ({
      text: FILES[format],
      href: reportPaths.milestoneFile(facts.plan.id, facts.asAt, format, reviewId),
    })),
    parts: parts.map(({ id, title }) => ({
      ...{ text: title, current: id === reviewId },
      href: reportPaths.milestone(facts.plan.id, facts.asAt, id),
    })),
    back: reportPaths.reports,
    plan: { title: facts.plan.title, href: planPaths.plan(facts.plan.id, { asAt: facts.asAt }) },
  }
}

export const milestoneReportPage = definePage<MilestoneReportPage>('reports/pages/milestone-report.njk', () =>
  toMilestoneReportPage({
    facts: milestoneReportFacts(samplePlan(), { areaName: 'Anyshire', generatedOn: '2011-06-01' }),
    reviews: [{ id: 'review-1', title: 'Inspection of February 2011' }],
    reviewId: null,
  }),
)
