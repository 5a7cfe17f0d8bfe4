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
  back: string
  plan: { title: string; href: string }
}

const FILES: Record<Format, string> = {
  docx: 'Word document',
  html: 'Web page to keep or print',
  json: 'Data (JSON)',
}

export function toMilestoneReportPage(layout: Layout, facts: PaperFacts): MilestoneReportPage {
  const description = describePaper(layout, facts)
  return {
    title: description.title,
    document: toHtml(description),
    files: FORMATS.map((format) => ({
      text: FILES[format],
      href: reportPaths.milestoneFile(facts.plan.id, facts.plan.asAt, format),
    })),
    back: reportPaths.reports,
    plan: { title: facts.plan.title, href: planPaths.plan(facts.plan.id, { asAt: facts.plan.asAt }) },
  }
}

export const milestoneReportPage = definePage<MilestoneReportPage>('reports/pages/milestone-report.njk', () =>
  toMilestoneReportPage(
    exampleLayout,
    paperFacts(samplePlan(), { areaName: 'Anyshire', generatedOn: '2011-06-01' }),
  ),
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
