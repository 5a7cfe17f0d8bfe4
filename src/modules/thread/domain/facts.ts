import type { EvidenceOf } from '../../evidence/index.ts'
import type { PlanAsAt } from '../../plans/index.ts'

/** What a measure of success last showed by the end of a day; null while nobody has said. */
export type Shown = 'met' | 'towards' | 'not_met' | 'no_data' | null

/** Another finding that says the same: what answers it answers this one too. */
export interface SameFinding {
  id: string
  ref: string
  review: string
}

/** All that the coverage of one plan is worked out from, as at a day. */
export interface ThreadFacts {
  plan: PlanAsAt
  /** By the id of a finding: the others that are the same. */
  same: ReadonlyMap<string, readonly SameFinding[]>
  /** By the id of a finding: numbers that a document names as its answer, and that the plan has not. */
  missing: ReadonlyMap<string, readonly string[]>
  /** By the id of an action or a finding: its measures of success. */
  measures: ReadonlyMap<string, readonly Shown[]>
  /** By the id of the milestone or success criterion that it supports. */
  evidence: EvidenceOf
}
