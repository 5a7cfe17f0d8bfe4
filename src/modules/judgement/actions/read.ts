import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { listEvidenceOf } from '../../evidence/index.ts'
import { findFramework } from '../../frameworks/index.ts'
import { liveXrayPlan, matrixContradiction, type PlanAsAt, readPlan } from '../../plans/index.ts'
import { type NextInspection, nextInspection } from '../../reviews/index.ts'
import { judge } from '../domain/judge.ts'
import { sheetNamed, sheetsOf } from '../domain/sheets.ts'
import type { Judged, Sheet } from '../domain/statement.ts'

/** Which sheet, by which day it is to be shown (else the next inspection's), and as at which day. */
export interface MatrixWish {
  framework: string | null
  on: PlainDate | null
  asAt: PlainDate | null
}

export interface MatrixFacts {
  plan: PlanAsAt
  sheets: Sheet[]
  /** The one that is shown; null where the plan is held against nothing. */
  sheet: Sheet | null
  judged: Judged[]
  on: PlainDate | null
  next: NextInspection | null
  /** Where the plan and a table printed beside it differ, in sentences. */
  contradictions: Contradiction[]
  today: PlainDate
}

export interface Contradiction {
  ref: string | null
  words: string
}

/**
 * A plan held against what it has to show: as many queries for a thousand milestones as for one.
 * Errors: NotFound, also for a sheet that the plan has not.
 */
export async function readMatrix(scope: Scope, planId: string, wish: MatrixWish): Promise<MatrixFacts> {
  const { plan, sheets, asAt } = await readSheets(scope, planId, wish.asAt)
  const sheet = sheetNamed(sheets, wish.framework)
  if (wish.framework !== null && !sheet) throw new NotFound('framework of this plan')
  const next = await nextInspection(scope, asAt)
  const on = wish.on ?? next?.expectedOn ?? null
  return {
    ...{ plan, sheets, sheet: sheet ?? null, on, next, today: scope.today },
    judged: (sheet?.statements ?? []).map((statement) => judge(statement, { on, asAt })),
    contradictions: contradictionsOf(plan),
  }
}

/** The plan as at a day with every sheet that it is held against. Errors: NotFound. */
export async function readSheets(scope: Scope, planId: string, day: PlainDate | null) {
  const asAt = day ?? scope.today
  const plan = await readPlan(scope, planId, asAt)
  const evidence = await listEvidenceOf(scope, planId, asAt)
  return { plan, asAt, sheets: sheetsOf(plan, findFramework, evidence) }
}

/** What the plan X-ray says of the printed tables. */
const contradictionsOf = (plan: PlanAsAt): Contradiction[] =>
  matrixContradiction
    .look(liveXrayPlan(plan))
    .map(({ thing, message }) => ({ ref: thing.ref, words: message }))
