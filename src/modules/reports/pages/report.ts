import { formatDay, formatMonth } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { planPaths } from '../../plans/index.ts'
import type { Asked } from '../domain/asked.ts'
import { textsAsked } from '../domain/layout.ts'
import { paperFacts } from '../domain/milestone-report.ts'
import { describePaper } from '../domain/paper.ts'
import type { PaperFacts } from '../domain/paper-facts.ts'
import { samplePlan } from '../domain/sample-plan.ts'
import { reportPaths } from '../paths.ts'
import { exampleLayout } from './example.ts'

export interface ReportPage {
  title: string
  /** Whether it is printed across the sheet, as its files are. */
  across: boolean
  /** The document's own markup, every word of it escaped by `toHtml`. */
  document: string
  tells: string
  change: string
  /** The form that asks for the files: everything that the page was asked with. */
  make: { send: string; fields: { name: string; value: string }[] }
  back: string
  /** Where what people write into it is written; null where nothing is, and for whoever may not. */
  texts: string | null
  plan: { title: string; href: string }
}

export function toReportPage(asked: Asked, facts: PaperFacts, may: { write: boolean }): ReportPage {
  const description = describePaper(asked.layout, facts)
  const { plan } = facts
  return {
    title: description.title,
    across: description.orientation === 'landscape',
    document: toHtml(description),
    tells: tellsOf(facts),
    change: reportPaths.choose(asked),
    make: { send: reportPaths.papers, fields: fieldsOf(asked) },
    back: reportPaths.reports,
    texts:
      may.write && textsAsked(asked.layout).length > 0
        ? reportPaths.texts(asked.planId, asked.layout.code)
        : null,
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: plan.asAt }) },
  }
}

function tellsOf({ plan, frozen, since }: PaperFacts): string {
  const of = frozen
    ? `${formatMonth(frozen.month)}, as it was frozen`
    : `The plan as it stood at the end of ${formatDay(plan.asAt)}`
  return since ? `${of}, compared with ${since.label}.` : `${of}.`
}

function fieldsOf({ layout, planId, asAt, cycleId, sinceCycleId, reviewId }: Asked) {
  const fields = {
    ...{ layout: layout.code, plan: planId, asAt, month: cycleId },
    ...{ since: sinceCycleId, review: reviewId },
  }
  return Object.entries(fields).map(([name, value]) => ({ name, value: value ?? '' }))
}

export const reportPage = definePage<ReportPage>('reports/pages/report.njk', () =>
  toReportPage(
    {
      ...{ layout: exampleLayout, planId: 'plan-1', asAt: '2011-05-31' },
      ...{ cycleId: null, sinceCycleId: null, reviewId: null },
    },
    paperFacts(samplePlan(), { areaName: 'Anyshire', generatedOn: '2011-06-01' }),
    { write: true },
  ),
)
