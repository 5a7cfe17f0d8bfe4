import { definePage } from '../../../platform/http/pages.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { planPaths } from '../../plans/index.ts'
import type { Layout } from '../domain/layout.ts'
import { paperFacts } from '../domain/milestone-report.ts'
import { describePaper } from '../domain/paper.ts'
import type { PaperFacts } from '../domain/paper-facts.ts'
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
  layout: Layout
  facts: PaperFacts
  reviews: readonly { id: string; title: string }[]
  reviewId: string | null
}): MilestoneReportPage {
  const { layout, facts, reviews, reviewId } = input
  const parts = [{ id: null, title: 'The whole plan' }, ...reviews]
  const description = describePaper(layout, facts)
  return {
    title: description.title,
    document: toHtml(description),
    files: FORMATS.map((format) => ({
      text: FILES[format],
      href: reportPaths.milestoneFile(facts.plan.id, facts.plan.asAt, format, reviewId),
    })),
    parts: parts.map(({ id, title }) => ({
      ...{ text: title, current: id === reviewId },
      href: reportPaths.milestone(facts.plan.id, facts.plan.asAt, id),
    })),
    back: reportPaths.reports,
    plan: { title: facts.plan.title, href: planPaths.plan(facts.plan.id, { asAt: facts.plan.asAt }) },
  }
}

export const milestoneReportPage = definePage<MilestoneReportPage>('reports/pages/milestone-report.njk', () =>
  toMilestoneReportPage({
    layout: exampleLayout,
    facts: paperFacts(samplePlan(), { areaName: 'Anyshire', generatedOn: '2011-06-01' }),
    reviews: [{ id: 'review-1', title: 'Inspection of February 2011' }],
    reviewId: null,
  }),
)

const exampleLayout: Layout = {
  ...{ code: 'example', name: 'Milestone report', title: '{plan}: milestone report as at {day}' },
  ...{ audience: 'Boards', describes: 'Every milestone', orientation: 'landscape', paper: 'A4' },
  ...{ published: false, compares: false },
  sections: [
    { kind: 'front', edition: true },
    { kind: 'counts', heading: 'Where the plan stands', chart: true },
    { kind: 'findings' },
  ],
}
