import { planRoutes } from './routes/index.ts'

export { bringInPlan } from './actions/bring-in.ts'
export { readPlan } from './actions/read.ts'
export { type AcceptedFault, type PlanXray, readXray, type SeenFault } from './actions/xray.ts'
export type {
  ActionDraft,
  CitationDraft,
  FindingDraft,
  LeadDraft,
  MilestoneDraft,
  PlanDraft,
  ReviewDraft,
  UpdateDraft,
} from './domain/draft.ts'
export type * from './domain/facts.ts'
export { reported, type Standing } from './domain/roll-up.ts'
export { isStatus, STATUS_KEY, STATUSES, type Status } from './domain/status.ts'
export type {
  CitedRef,
  Thing,
  XrayAction,
  XrayDescriptor,
  XrayFinding,
  XrayMilestone,
  XrayPlan,
  XrayUpdate,
} from './domain/xray/index.ts'
export {
  type Fault,
  RULES as XRAY_RULES,
  type Rule as XrayRule,
  SEVERITIES,
  type Severity,
  xray,
} from './domain/xray/index.ts'
export { liveXrayPlan } from './domain/xray/live.ts'
export { paths as planPaths } from './paths.ts'
export { findPlanTitled, listPlans } from './queries/plan.ts'

/** Reviews, findings, themes, outcomes, actions, milestones, updates: the thread itself. */
export const plans = { register: planRoutes }
