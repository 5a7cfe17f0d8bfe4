import { programmeRoutes } from './routes/index.ts'

export { addCarriage, endCarriage } from './actions/carriages.ts'
export {
  addHostPlan,
  changeHostPlan,
  endHostPlan,
  type HostPlanFields,
  reviewHostPlan,
} from './actions/hosts.ts'
export { addLink, endLink, keepAllFound, keepFound } from './actions/links.ts'
export { addBudgetLine, correctBudgetLine, endBudgetLine } from './actions/money.ts'
export { isReviewOverdue } from './domain/cascade.ts'
export { financialYear } from './domain/money.ts'
export { paths as programmePaths } from './paths.ts'
export { listHostPlans, listOverdueHostPlans, type OverdueHostPlan } from './queries/hosts.ts'
export type { LinkWish } from './queries/links.ts'
export type { LineWish } from './queries/money.ts'

/** What actions cost, what they lean on, and which plans of others carry them. */
export const programme = { register: programmeRoutes }
