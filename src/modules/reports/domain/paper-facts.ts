import type { PlainDate } from '../../../platform/calendar.ts'
import type { PlanAsAt } from './plan.ts'
import type { MilestoneReportFacts } from './report-facts.ts'

/**
 * All that any report tells, as plain data: page, Word, PDF, Excel, CSV and JSON are made from it and cannot disagree.
 * A paper that was sent keeps it as text; made again from that text, it says the same.
 */
export interface PaperFacts {
  area: string
  generatedOn: PlainDate
  /** The plan as it stood: live at the end of a day, or as a month was frozen. */
  plan: PlanAsAt
  /** Set when the facts are those of a frozen month: which, and its seal. */
  frozen: { month: PlainDate; sha256: string } | null
  /** Counts, sentences and rows, worked out once. */
  report: MilestoneReportFacts
  /** What it is compared with; null for nothing. */
  since: Since | null
  /** What people wrote into it, by key; null words: not applicable. */
  texts: Record<string, { words: string | null; by: string; on: PlainDate }>
  /** Terms of the area's glossary. */
  terms: { term: string; meaning: string }[]
}

export interface Since {
  /** "October 2026, frozen on 31 October 2026" */
  label: string
  month: PlainDate
  plan: PlanAsAt
}
