import type { PlainDate } from '../../../platform/calendar.ts'
import type { EvidenceFacts } from '../../evidence/index.ts'
import type { StatedDate } from '../../plans/index.ts'

/** A list of statements that a plan is held against: one grade of a framework, or a table that was printed beside it. */
export interface Sheet {
  /** As an address names it: "ilacs 2026 good", or "printed " and the table's id. */
  key: string
  title: string
  /** The grade to be shown, in its framework's words; null for a printed table. */
  grade: string | null
  source: SheetSource
  statements: Statement[]
}

export type SheetSource =
  | { kind: 'framework'; framework: string; version: string; grade: string }
  | { kind: 'printed'; tableId: string }

export interface Statement {
  /** Its code in the framework; in a printed table its place, from 1. */
  code: string
  words: string
  /** The area of judgement that it belongs to; null for a printed table. */
  area: string | null
  /** The live actions and milestones that show it, in the plan's order. */
  shownBy: Shown[]
  /** Numbers that a printed table relies on, and the plan has not. */
  missing: Printed[]
  /** Evidence that stands directly under it. */
  evidence: EvidenceFacts[]
}

/** An action with its live milestones, or one milestone by itself. */
export interface Shown {
  kind: 'action' | 'milestone'
  id: string
  ref: string | null
  words: string
  /** What a printed table says of it. */
  printed: Printed[]
  steps: Step[]
}

/** A number in a printed table, and the completion date beside it in its own words; null where none can be paired. */
export interface Printed {
  ref: string
  completion: string | null
}

/** A live milestone, as far as a judgement leans on it. */
export interface Step {
  id: string
  ref: string | null
  words: string
  due: StatedDate | null
  /** Somebody said that it is completed. */
  achieved: boolean
  evidence: EvidenceFacts[]
}

/** The day by which something is complete, and the milestone that decides it. */
export interface Completion {
  on: PlainDate
  by: Step
}

/** Why a statement cannot be shown, the worst first. */
export const GAPS = ['not_covered', 'late', 'undated', 'no_evidence', 'stale'] as const
export type Gap = (typeof GAPS)[number]

/** The state of a statement: its worst gap, or that it is covered. */
export type StatementState = Gap | 'covered'

/** Every state, the worst first. */
export const STATES = [...GAPS, 'covered'] as const satisfies readonly StatementState[]

/** What stands behind a statement: evidence that still counts, only such as does not, or none. */
export type Freshness = 'fresh' | 'stale' | 'none'

export interface Judged {
  statement: Statement
  /** Null where nothing that shows it has a date. */
  completion: Completion | null
  freshness: Freshness
  gaps: Gap[]
  state: StatementState
}
