import type { PlainDate } from '../../../platform/calendar.ts'
import type { Crosswalk, FrontMatter } from '../../editions/index.ts'
import type { Judged, Sheet } from '../../judgement/index.ts'
import type { PlanAsAt } from './plan.ts'
import type { MilestoneReportFacts } from './report-facts.ts'
import type { ThreadOfPaper } from './thread-facts.ts'

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
  /** What the plan said of itself on the day; absent where it was not asked for. */
  front?: FrontMatter
  thread?: ThreadOfPaper
  /** The plan held against what it has to show; absent where it is held against nothing. */
  matrix?: MatrixOfPaper
  /** The refresh that the plan is in, or was last in; absent where there was none. */
  refresh?: RefreshOfPaper
}

export interface MatrixOfPaper {
  sheet: Pick<Sheet, 'title' | 'grade'>
  judged: readonly Judged[]
  /** The day by which it is to be shown; null while no inspection is expected. */
  on: PlainDate | null
  next: { title: string; on: PlainDate } | null
  contradictions: readonly { ref: string | null; words: string }[]
}

export interface RefreshOfPaper {
  /** Of the edition that it leads to. */
  label: string
  state: 'open' | 'approved' | 'abandoned'
  crosswalk: Crosswalk
}

export interface Since {
  /** "October 2026, frozen on 31 October 2026" */
  label: string
  month: PlainDate
  plan: PlanAsAt
}
