import type { DocumentDescription } from '../../../platform/office/description.ts'
import type { Layout } from './layout.ts'
import { milestoneReportFacts } from './milestone-facts.ts'
import { describePaper } from './paper.ts'
import type { PaperFacts } from './paper-facts.ts'
import type { PlanAsAt } from './plan.ts'
import type { MilestoneReportOptions } from './report-facts.ts'

/** The facts of a paper that compares with nothing and into which nobody wrote. */
export function paperFacts(plan: PlanAsAt, options: MilestoneReportOptions): PaperFacts {
  return {
    area: options.areaName,
    generatedOn: options.generatedOn,
    plan,
    frozen: null,
    report: milestoneReportFacts(plan, options),
    since: null,
    texts: {},
    terms: [],
    ...(options.thread ? { thread: options.thread } : {}),
  }
}

/** A report of a plan as it stood at the end of one day, in a layout. Pure; reads no clock. */
export const reportOf = (
  layout: Layout,
  plan: PlanAsAt,
  options: MilestoneReportOptions,
): DocumentDescription => describePaper(layout, paperFacts(plan, options))
