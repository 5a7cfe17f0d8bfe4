import { planRoutes } from './routes/index.ts'

export { listReachable, type Reachable } from './actions/audience.ts'
export { type BroughtIn, bringInPlan, type Created, type Into } from './actions/bring-in.ts'
export { changeThings, type FieldChange, planHash, restoreThings } from './actions/merge.ts'
export { readPlan } from './actions/read.ts'
export { addRemark, type RemarkSaid } from './actions/remarks.ts'
export { boardIdsOf, openSupport, openSupportByHand, type SupportAsked } from './actions/support.ts'
export { type AcceptedFault, type PlanXray, readXray, type SeenFault } from './actions/xray.ts'
export type {
  ActionDraft,
  CitationDraft,
  CriterionDraft,
  FindingDraft,
  LeadDraft,
  MeasureDraft,
  MeasureKind,
  MilestoneDraft,
  OriginDraft,
  PlanDraft,
  ReviewDraft,
  TableDraft,
  UpdateDraft,
} from './domain/draft.ts'
export type * from './domain/facts.ts'
export { reported, STANDING_WORDS, STANDINGS, type Standing } from './domain/roll-up.ts'
export { isStatus, STATUS_KEY, STATUSES, type Status } from './domain/status.ts'
export {
  type Addressee,
  byWantedDate,
  isAskedOf,
  type SupportRequest,
  type SupportState,
} from './domain/support.ts'
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
export { EXAMPLE_TODAY, examplePlan } from './pages/example.ts'
export {
  isMonitoredBy,
  type PlanRow,
  planRows,
} from './pages/plan-query.ts'
export { exampleRequest, type SupportRow, toSupportRow } from './pages/support.ts'
export { paths as planPaths } from './paths.ts'
export { type BoardCount, listBoardCounts, listProof, type Proof } from './queries/boards.ts'
export {
  listChangedFields,
  listMilestoneWords,
  listNeeds,
  listSaid,
  lockPlan,
  type Need,
  type SaidOf,
  type Touched,
} from './queries/merge.ts'
export { findPlanTitled, listPlans } from './queries/plan.ts'
export type { RemarkSubject } from './queries/remarks.ts'
export { listBoards } from './queries/save.ts'
export {
  boardsOf,
  endSeat,
  insertSeat,
  listSeats,
  listSeatsFrom,
  type Seat,
  setChair,
} from './queries/seats.ts'
export { listOpenSupport } from './queries/support.ts'

/** Reviews, findings, themes, outcomes, actions, milestones, updates: the thread itself. */
export const plans = { register: planRoutes }
