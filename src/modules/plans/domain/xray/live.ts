import { monthsListed } from '../dates-listed.ts'
import type { PlanAsAt } from '../facts.ts'
import type { XrayPlan } from './plan.ts'

/** What a live plan's X-ray looks at besides the plan's own facts; nothing is held of the parts left out. */
export type BesideThePlan = Partial<
  Pick<XrayPlan, 'inForceFrom' | 'documentOn' | 'totals' | 'citedRefs' | 'sameFindings'>
>

/** A live plan as the X-ray takes it. Its day is the day on which it is looked at, so `documentOn` is none of its own. */
export function liveXrayPlan(plan: PlanAsAt, beside: BesideThePlan = {}): XrayPlan {
  const { id, title, asAt, themes, phases, findings, actions, milestones, links } = plan
  return {
    ...{ id, title, asAt, themes, phases, links },
    milestones: milestones.map((milestone) => ({
      ...milestone,
      dueList: milestone.due?.on ? [] : monthsListed(milestone.due?.words ?? null),
    })),
    findings: findings.map(({ criteria, measures, ...finding }) => ({
      ...finding,
      measures: [...criteria, ...measures].map(({ words }) => words),
    })),
    actions: actions.map(({ measures, ...action }) => ({
      ...action,
      criteria: [
        ...action.criteria,
        ...measures.map((measure) => ({ words: measure.words, measures: [measure] })),
      ],
    })),
    documentOn: null,
    inForceFrom: null,
    wholePlanCites: plan.cites,
    matrix: plan.tables.flatMap(({ descriptors }) => descriptors),
    totals: [],
    ...beside,
  }
}
