import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'
import { query } from '../../platform/words.ts'
import type { StatementKey } from '../frameworks/index.ts'

/** Every address of the module. Pages and redirects are made from here, so that a link cannot be misspelt. */

export interface PlanAddress {
  by?: string | null
  status?: string | null
  lead?: string | null
  partner?: string | null
  theme?: string | null
  board?: string | null
  answers?: string | null
  review?: string | null
  due?: string | null
  said?: string | null
  path?: string | null
  words?: string | null
  asAt?: PlainDate | null
}

/** What the list of measures is narrowed to. */
export interface MeasuresAddress {
  show?: string | null
  kind?: string | null
  theme?: string | null
  asAt?: PlainDate | null
}

const plan = (id: string, view: PlanAddress = {}): string => `/plans/${id}${query(view)}`

export const paths = {
  home: (): string => '/',
  plans: (): string => '/plans',
  importPlan: (): string => '/imports/new',
  /** A line of a document that was brought in; the page is that of the imports, which come later. */
  source: (documentId: string, line: number): string =>
    `/imports/${documentId}/original-lines${query({ line: String(line) })}#line-${line}`,
  plan,
  /** A view of the plan that was kept: `view` is what stands after the question mark. */
  planView: (planId: string, view: string): string => `/plans/${planId}${view && `?${view}`}`,
  views: (planId: string, view: PlanAddress = {}): string => `/plans/${planId}/views${query(view)}`,
  changeView: (id: string): string => `/views/${id}/change`,
  removeView: (id: string): string => `/views/${id}/remove`,
  bulk: (planId: string, view: PlanAddress & { select?: 'all' } = {}): string =>
    `/plans/${planId}/bulk${query(view)}`,
  confirmBulk: (planId: string, view: PlanAddress = {}): string =>
    `/plans/${planId}/bulk/confirm${query(view)}`,
  plansTable: (format: TableFormat): string => `/plans/list.${format}`,
  planTable: (planId: string, format: TableFormat, view: PlanAddress = {}): string =>
    `/plans/${planId}/list.${format}${query(view)}`,
  findingsTable: (planId: string, format: TableFormat, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/findings/list.${format}${query({ asAt })}`,
  xrayTable: (planId: string, format: TableFormat): string => `/plans/${planId}/xray/list.${format}`,
  allFindings: (): string => '/findings',
  findings: (planId: string, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/findings${query({ asAt })}`,
  finding: (planId: string, findingId: string, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/findings${query({ asAt })}#finding-${findingId}`,
  xray: (planId: string): string => `/plans/${planId}/xray`,
  /** Pages about a plan that later modules keep. */
  coverage: (planId: string, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/coverage${query({ asAt })}`,
  matrix: (planId: string, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/matrix${query({ asAt })}`,
  measures: (planId: string, view: MeasuresAddress = {}): string => `/plans/${planId}/measures${query(view)}`,
  measuresTable: (planId: string, format: TableFormat, view: MeasuresAddress = {}): string =>
    `/plans/${planId}/measures/list.${format}${query(view)}`,
  /** Says what success looks like, of an action or a finding that may be chosen already. */
  newCriterion: (planId: string, of: string | null = null): string =>
    `/plans/${planId}/criteria/new${query({ of })}`,
  changeCriterion: (id: string): string => `/criteria/${id}/change`,
  endCriterion: (id: string): string => `/criteria/${id}/end`,
  addMeasure: (criterionId: string): string => `/criteria/${criterionId}/measures`,
  /** A measure, with all that was said of it. */
  measure: (id: string): string => `/measures/${id}`,
  answerMeasure: (id: string): string => `/measures/${id}/answer`,
  changeMeasure: (id: string): string => `/measures/${id}/change`,
  endMeasure: (id: string): string => `/measures/${id}/end`,
  /** One statement of a framework: what shows it, and what stands behind it. */
  statement: (
    planId: string,
    { framework, version, descriptor }: StatementKey,
    asAt: PlainDate | null = null,
  ): string =>
    `/plans/${planId}/matrix/statement${query({ framework: `${framework} ${version}`, statement: descriptor, asAt })}`,
  money: (planId: string): string => `/plans/${planId}/money`,
  links: (planId: string): string => `/plans/${planId}/links`,
  hostPlan: (id: string): string => `/host-plans/${id}`,
  /** Which plans of others carry an action or a milestone. */
  carriedBy: (of: 'milestone' | 'action', id: string): string => `/${of}s/${id}/carried-by`,
  editions: (planId: string): string => `/plans/${planId}/editions`,
  /** What something answers; `review`: the findings that are shown. */
  answers: (of: 'plan' | 'action' | 'milestone', id: string, review: string | null = null): string =>
    `/${of}s/${id}/answers${query({ review })}`,
  /** What of a plan answers one finding. */
  answering: (planId: string, findingId: string): string => `/plans/${planId}/findings/${findingId}/answers`,
  themes: (planId: string): string => `/plans/${planId}/themes`,
  acceptFaults: (planId: string): string => `/plans/${planId}/xray/accept`,
  withdrawFaults: (planId: string): string => `/plans/${planId}/xray/withdraw`,
  action: (id: string, asAt: PlainDate | null = null): string => `/actions/${id}${query({ asAt })}`,
  judgeAction: (id: string): string => `/actions/${id}/judgement`,
  /** What was said of an action's milestones this month, for whoever judges it. */
  review: (actionId: string): string => `/actions/${actionId}/review`,
  milestone: (id: string, asAt: PlainDate | null = null): string => `/milestones/${id}${query({ asAt })}`,
  updateMilestone: (id: string): string => `/milestones/${id}/update`,
  changeMilestone: (id: string): string => `/milestones/${id}/change`,
  /** What whoever judges the action makes of one update of a milestone. */
  reviewMilestone: (id: string): string => `/milestones/${id}/review`,
  verifyMilestone: (id: string): string => `/milestones/${id}/verify`,
  answerQuery: (id: string): string => `/milestones/${id}/answer`,
  agreeDate: (id: string): string => `/milestones/${id}/agree-date`,
  remarks: (of: 'milestone' | 'action', id: string): string => `/${of}s/${id}/remarks`,
  support: (): string => '/support',
  supportTable: (format: TableFormat): string => `/support/list.${format}`,
  /** Posts and partners that lead something: each has its milestones and its evidence on one page. */
  teams: (): string => '/teams',
  team: (id: string): string => `/teams/${id}`,
  teamPlanTable: (id: string, format: TableFormat): string => `/teams/${id}/list.${format}`,
  teamEvidenceTable: (id: string, format: TableFormat): string => `/teams/${id}/evidence/list.${format}`,
  evidenceTable: (format: TableFormat): string => `/evidence/list.${format}`,
  supportRequest: (id: string): string => `/support/${id}`,
  /** Asks for support by hand. */
  askForSupport: (milestoneId: string): string => `/milestones/${milestoneId}/support`,
  replyOnSupport: (id: string): string => `/support/${id}/remarks`,
  askAnother: (id: string): string => `/support/${id}/ask`,
  closeSupport: (id: string): string => `/support/${id}/close`,
  reopenSupport: (id: string): string => `/support/${id}/reopen`,
  milestoneEvidence: (id: string): string => `/milestones/${id}/evidence`,
  attachToMilestone: (id: string): string => `/milestones/${id}/evidence/attach`,
  criterionEvidence: (id: string): string => `/criteria/${id}/evidence`,
  attachToCriterion: (id: string): string => `/criteria/${id}/evidence/attach`,
  newEvidence: (): string => '/evidence/new',
  calendar: (): string => '/calendar',
  endCalendar: (): string => '/calendar/end',
  /** What a calendar program asks for; the token is the key. */
  calendarFeed: (token: string): string => `/calendar/${token}.ics`,
  updates: (): string => '/updates',
  /** Saves one milestone of the page of all of a lead's milestones. */
  updateFromList: (milestoneId: string): string => `/updates/${milestoneId}`,
}
