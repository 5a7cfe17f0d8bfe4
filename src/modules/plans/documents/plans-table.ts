import { date, number, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { STANDING_WORDS, STANDINGS } from '../domain/roll-up.ts'
import type { PlanListFacts } from '../pages/plans.ts'

/** The plans of an area, with how many of their milestones stand where. */
export const toPlansTable = (plans: readonly PlanListFacts[]): Table =>
  tableOf('Plans', plans, [
    text('Plan', ({ title }) => title),
    text('Edition', ({ edition }) => edition?.label ?? null),
    text('State', ({ edition }) => edition?.state ?? null),
    date('Approved on', ({ edition }) => edition?.approvedOn ?? null),
    number('Actions', ({ actions }) => actions),
    number('Milestones', ({ milestones }) => milestones),
    ...STANDINGS.map((standing) =>
      number<PlanListFacts>(STANDING_WORDS[standing], ({ byStanding }) => byStanding[standing] ?? 0),
    ),
    number('Overdue', ({ overdue }) => overdue),
  ])
