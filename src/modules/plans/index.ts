import { planRoutes } from './routes/index.ts'

export {
  type Assessed,
  answerQuery,
  assess,
  barredFrom,
  type Claim,
  readClaim,
  readReview,
} from './actions/assess.ts'
export { listManagers, listReachable, type Reachable, tell } from './actions/audience.ts'
export { type BroughtIn, bringInPlan, type Created, type Into } from './actions/bring-in.ts'
export { agreeDate } from './actions/change.ts'
export { type Answer, type Answerer, addAnswers, setAnswering, setAnswers } from './actions/cite.ts'
export {
  addCriterion,
  addMeasure,
  answerMeasure,
  type MeasureSaid,
  type NewCriterion,
} from './actions/criteria.ts'
export { addToPlan, inherit, type NewAction } from './actions/extend.ts'
export { type Holder, listHolders } from './actions/holders.ts'
export { changeThings, type FieldChange, planHash, restoreThings } from './actions/merge.ts'
export { readAction, readMilestone, readPlan } from './actions/read.ts'
export { addRemark, type RemarkSaid } from './actions/remarks.ts'
export { recordUpdate, type Said } from './actions/report.ts'
export {
  boardIdsOf,
  closeSupport,
  openSupport,
  openSupportByHand,
  type SupportAsked,
} from './actions/support.ts'
export { setThemeLeads } from './actions/themes.ts'
export { type AcceptedFault, type PlanXray, readXray, type SeenFault } from './actions/xray.ts'
export { AsAt } from './api/requests.ts'
export type {
  AssessmentFacts,
  HelperChoice,
  MonthWords,
  OpenQuery,
  Returned,
  Speakers,
  Verdict,
} from './domain/assessment.ts'
export {
  type CarrierFacts,
  HOST_LEVEL_WORDS,
  HOST_LEVELS,
  type HostLevel,
  isHostLevel,
} from './domain/carriers.ts'
export { isUnverified } from './domain/claim.ts'
export { type Concern, concernsOf } from './domain/concerns.ts'
export {
  isOld,
  MEASURE_KINDS,
  MEASURE_STANDINGS,
  type MeasureLine,
  type MeasureVerdict,
  measureLines,
  tallyOfMeasures,
  verdictOf,
} from './domain/criteria.ts'
export { criticalPath, type OnPath } from './domain/critical-path.ts'
export { lastDayListed } from './domain/dates-listed.ts'
export {
  type Clash,
  clashOf,
  endsOf,
  type FoundLink,
  linksInWords,
  ringOf,
} from './domain/dependencies.ts'
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
export { statementTarget } from './domain/evidence-places.ts'
export type * from './domain/facts.ts'
export { isReason, REASONS, type Reason } from './domain/reasons.ts'
export {
  disagreement,
  reported,
  rollUp,
  STANDING_WORDS,
  STANDINGS,
  type Standing,
  standingOf,
} from './domain/roll-up.ts'
export { isStatus, STATUS_KEY, STATUSES, type Status } from './domain/status.ts'
export {
  type Addressee,
  byWantedDate,
  isAskedOf,
  type SupportRequest,
  type SupportState,
} from './domain/support.ts'
export type { Threat } from './domain/threats.ts'
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
export { matrixContradiction } from './domain/xray/matrix-contradiction.ts'
export { UpdateForm } from './forms.ts'
export { pathWords } from './pages/action.ts'
export { type Choices, toChoices } from './pages/choices.ts'
export { type DateBoxes, toDateBoxes } from './pages/date-boxes.ts'
export { type EvidenceLine, toEvidenceLine } from './pages/evidence-words.ts'
export { EXAMPLE_TODAY, examplePlan } from './pages/example.ts'
export {
  answerIn,
  interruptionPage,
  toInterruptionPage,
} from './pages/interruption.ts'
export { toPlanPage } from './pages/plan.ts'
export {
  isMonitoredBy,
  isSilent,
  NONE,
  NOT_THIS_MONTH,
  type PlanRow,
  planRows,
  readPlanQuery,
} from './pages/plan-query.ts'
export { type BarPart, tallyOf, tallyWords, toBar, unverifiedOf } from './pages/plan-reading.ts'
export { type PlanTab, planTabs } from './pages/plan-tabs.ts'
export { type RemarkView, toRemarkView } from './pages/remarks.ts'
export { exampleRequest, type SupportRow, toSupportRow } from './pages/support.ts'
export { toErrors } from './pages/support-ask.ts'
export { addressOfEnd, nameOfEnd, wrongFrom } from './pages/thing-links.ts'
export {
  errorOf,
  type TypedForm,
  textOf,
  toWordsBox,
  type WordsBox,
} from './pages/typed.ts'
export { exampleFaultyUpdateInput, exampleUpdateInput } from './pages/update.ts'
export {
  errorSummary,
  readUpdateValues,
  toUpdateForm,
  type UpdateForm as UpdateFormView,
  type UpdateInput,
  type UpdateValues,
} from './pages/update-form.ts'
export {
  citationWords,
  findingName,
  isOverdue,
  leadInFull,
  leadNames,
  leadsOnly,
  list as listed,
  type StatusView,
  statedDate,
  statusView,
} from './pages/words.ts'
export { type PlanAddress, paths as planPaths } from './paths.ts'
export { actingFor, leads, ledMilestones, mayAttest, mayJudge, mayUpdate } from './policy.ts'
export {
  listAssessments,
  listEvidenced,
  listHelpers,
  listOpenQueries,
  listUnreviewed,
} from './queries/assess.ts'
export {
  type BoardCount,
  insertBoard,
  listBoardCounts,
  listEveryBoard,
  listProof,
  type Proof,
  setBoardName,
  setClosed,
} from './queries/boards.ts'
export { listCarriers } from './queries/carriers.ts'
export { listMissing } from './queries/cite.ts'
export type { Heir } from './queries/extend.ts'
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
export { findPlanTitled, getPlanHeader, listPlans, listPlansLedBy } from './queries/plan.ts'
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
export { listThemeLeads } from './queries/themes.ts'
export { typedInto as typedFormOf } from './routes/remarks.ts'
export { NOTHING_TYPED, type Typed, toInputs, typedInto } from './routes/update.ts'
export type { PlanDeps } from './threats.ts'

/** Reviews, findings, themes, outcomes, actions, milestones, updates: the thread itself. */
export const plans = { register: planRoutes }
