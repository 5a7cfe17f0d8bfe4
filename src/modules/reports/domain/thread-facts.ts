import { coverageOf, type FindingCoverage, type SameFinding } from '../../thread/index.ts'
import type { PlanAsAt } from './plan.ts'

/** What a plan's own facts do not carry of its thread: by the id of a finding, as plain data. */
export interface ThreadOfPaper {
  /** The others that are the same: what answers them answers this one too. */
  same: Record<string, readonly SameFinding[]>
  /** Numbers that a document names as its answer, and that the plan has not. */
  missing: Record<string, readonly string[]>
}

/** What answers each finding of a plan, as the thread judges it: nothing else in a report works it out. */
export const coverageIn = (plan: PlanAsAt, thread: ThreadOfPaper | undefined): FindingCoverage[] =>
  coverageOf({
    plan,
    same: new Map(Object.entries(thread?.same ?? {})),
    missing: new Map(Object.entries(thread?.missing ?? {})),
    measures: new Map(),
    evidence: new Map(),
  })
