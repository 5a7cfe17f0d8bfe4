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
  back: string
  plan: { title: string; href: string }
}

const FILES: Record<Format, string> = {
  docx: 'Word document',
  html: 'Web page to keep or print',
  json: 'Data (JSON)',
}

export function toMilestoneReportPage(facts: MilestoneReportFacts): MilestoneReportPage {
  return {
    title: facts.title,
    document: toHtml(describeMilestoneReport(facts)),
    files: FORMATS.map((format) => ({
      text: FILES[format],
      href: reportPaths.milestoneFile(facts.plan.id, facts.asAt, format),
    })),
    back: reportPaths.reports,
    plan: { title: facts.plan.title, href: planPaths.plan(facts.plan.id, { asAt: facts.asAt }) },
  }
}

export const milestoneReportPage = definePage<MilestoneReportPage>('reports/pages/milestone-report.njk', () =>
  toMilestoneReportPage(
    milestoneReportFacts(samplePlan(), { areaName: 'Anyshire', generatedOn: '2011-06-01' }),
  ),
)
