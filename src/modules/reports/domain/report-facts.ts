import type { PlainDate } from '../../../platform/calendar.ts'
import type { EditionFacts, FindingFacts, PlanStanding, Status } from './plan.ts'
import type { PrintedDate, PrintedLead, PrintedNote } from './printed.ts'
import type { ReportFilter, ReportScope } from './scope.ts'
import type { ThreadOfPaper } from './thread-facts.ts'

export interface MilestoneReportOptions {
  areaName: string
  /** The day on which the report is written; not the day that it speaks of. */
  generatedOn: PlainDate
  filter?: ReportFilter
  /** What the plan's own facts do not carry of its thread; without it, findings that are the same are told apart. */
  thread?: ThreadOfPaper
}

/**
 * The milestone report as data: every number and every word that its page, its Word file and its JSON show.
 * All three are made from this, so that they cannot disagree.
 */
export interface MilestoneReportFacts {
  report: 'milestone'
  title: string
  area: string
  plan: { id: string; title: string }
  asAt: PlainDate
  generatedOn: PlainDate
  edition: EditionFacts | null
  /** Null for the whole plan. */
  scope: ReportScope | null
  /** "6 of 19 milestones completed. 11 on track, 2 not reported." */
  summary: string
  counts: ReportCounts
  themes: ReportTheme[]
  actions: ReportAction[]
  /** Every live milestone once, in the order printed. */
  rows: ReportRow[]
  /** Every dropped action and milestone once. */
  dropped: DroppedRow[]
  findings: ReportFinding[]
}

/** Where a milestone stands: by the key, in words that are none of the key's, or nothing said yet. */
export type Standing = Exclude<PlanStanding, 'dropped'>

export interface ReportCounts {
  /** Live milestones; the standings add up to it. */
  milestones: number
  byStanding: Record<Standing, number>
  /** Live milestones whose due date is before the day of the report and that are not completed. */
  overdue: number
  /** Live actions. */
  actions: number
  droppedMilestones: number
}

export interface ReportTheme {
  /** Null for what stands under no theme. */
  id: string | null
  name: string
  outcome: string | null
  counts: ReportCounts
}

export interface ReportAction {
  /** Null for milestones whose action is not held. */
  id: string | null
  ref: string | null
  words: string
  themeId: string | null
  outcome: string | null
  leads: PrintedLead[]
  cites: string[]
  judgement: { status: Status; words: string; said: string; author: string } | null
  /** Live milestones among the rows. */
  milestones: number
  droppedMilestones: number
}

export interface ReportRow {
  id: string
  actionId: string | null
  themeId: string | null
  ref: string | null
  words: string
  /** Citations that the words do not carry already. */
  cites: string[]
  start: PrintedDate | null
  due: PrintedDate | null
  earlierDue: PrintedDate[]
  standing: Standing
  /** What stands in the status column: the key's short words, the document's own, or "Not reported". */
  statusText: string
  overdue: boolean
  note: PrintedNote | null
  leads: PrintedLead[]
}

export interface DroppedRow {
  kind: 'action' | 'milestone'
  id: string
  ref: string | null
  words: string
  on: PlainDate
  reason: string
  /** Whether the milestone went because its action did. */
  withAction: boolean
}

export interface ReportFinding {
  id: string
  review: FindingFacts['review']
  group: string | null
  ref: string
  words: string
  deadline: PrintedDate | null
  /** What answers it, of the whole plan, whatever the report's filter. */
  answers: ReportAnswer[]
  /** Answers that were dropped: they answer nothing any more. */
  droppedAnswers: ReportAnswer[]
}

export interface ReportAnswer {
  kind: 'plan' | 'action' | 'milestone'
  id: string
  /** Number or, where there is none, its first words. */
  label: string
  statusText: string | null
}
