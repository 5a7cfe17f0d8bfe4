import type { ActionAsAt, FindingFacts, MilestoneAsAt, PlanAsAt } from './plan.ts'

const PLAN = { phases: [], findings: [], cites: [], tables: [], links: [], frameworks: [] }
const ACTION = { leads: [], cites: [], boards: [], shows: [], criteria: [], measures: [] }
const MILESTONE = { earlierDue: [], leads: [], cites: [], boards: [], shows: [], support: [], evidence: [] }
const FINDING = { criteria: [], measures: [] }

/**
 * A plan with every list that today's facts have. A month that was frozen, or a paper that was sent, by an earlier
 * version of the product lacks what was added since: there it is empty.
 */
export const withEveryField = (plan: PlanAsAt): PlanAsAt => ({
  ...PLAN,
  ...plan,
  actions: plan.actions.map((one): ActionAsAt => ({ ...ACTION, ...one })),
  milestones: plan.milestones.map((one): MilestoneAsAt => ({ ...MILESTONE, ...one })),
  findings: (plan.findings ?? []).map((one): FindingFacts => ({ ...FINDING, ...one })),
})
