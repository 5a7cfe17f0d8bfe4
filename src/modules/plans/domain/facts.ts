import type { DatePrecision, PlainDate } from '../../../platform/calendar.ts'
import type { EvidenceFacts } from '../../evidence/index.ts'
import type { FrameworkKey, StatementKey } from '../../frameworks/index.ts'
import type { Concern } from './concerns.ts'
import type { Reason } from './reasons.ts'
import type { Status } from './status.ts'

/**
 * A plan as it stood at the end of one day: the one set of facts behind the plan page, the milestone page
 * and every report. Lists are in the plan's own order; the whole is plain data and serialises as it is.
 */
export interface PlanAsAt {
  id: string
  title: string
  asAt: PlainDate
  edition: EditionFacts | null
  themes: ThemeFacts[]
  phases: PhaseFacts[]
  actions: ActionAsAt[]
  milestones: MilestoneAsAt[]
  findings: FindingFacts[]
  /** What the plan as a whole answers ("Throughout"). */
  cites: CitationFacts[]
  /** Tables that were printed beside the plan. */
  tables: PlanTableFacts[]
  /** What leans on what, and what refers to what, as somebody kept it; the oldest first. */
  links: LinkFacts[]
  /** What the plan was held against on the day, in the order in which it was chosen. */
  frameworks: ChosenFramework[]
}

/** A framework that a plan is held against, and the grade that it is to show. */
export interface ChosenFramework extends FrameworkKey {
  grade: string
}

/** A statement of a framework that something shows, in the framework's words. */
export interface ShownStatement extends StatementKey {
  words: string
}

/** An action or a milestone, as the end of a link. */
export interface LinkEnd {
  kind: 'action' | 'milestone'
  id: string
}

export interface LinkFacts {
  id: string
  kind: 'depends_on' | 'see_also'
  from: LinkEnd
  /** Null where the words name a number that the plan lacks. */
  to: LinkEnd | null
  /** In the plan's words ("also see 3.09"), or in those of whoever kept it. */
  words: string
}

export interface PlanTableFacts {
  id: string
  kind: 'indicators' | 'glossary' | 'matrix' | 'other'
  title: string | null
  headings: string[]
  rows: string[][]
  /** Of a cross-check matrix: which actions it leans on, and by when it says that they are done. */
  descriptors: {
    descriptor: string
    entries: { ref: string; completion: { iso: string; original: string } | null }[]
  }[]
}

export interface CriterionFacts {
  id: string
  words: string
  measures: MeasureFacts[]
}

export interface MeasureFacts {
  id: string
  kind: string
  words: string
  /** The answer that a document printed beside it; null for most. */
  printed: string | null
  /** The last that was said of it by the end of the day; null while nobody has said anything. */
  answer: MeasureAnswer | null
}

/** Where a measure stands: reached, on its way, neither, or that there is nothing to tell by. */
export type MeasureStanding = 'met' | 'towards' | 'not_met' | 'no_data'

export interface MeasureAnswer {
  standing: MeasureStanding
  /** The figure, in words: "94.6%", "22 of 30". */
  value: string | null
  words: string
  /** The day, or the end of the period, that it speaks of; null where nobody says. */
  aboutOn: PlainDate | null
  saidOn: PlainDate
  by: string
  evidence: { id: string; title: string } | null
}

export interface EditionFacts {
  label: string
  state: 'draft' | 'approved' | 'superseded'
  approvedBy: string | null
  approvedOn: PlainDate | null
}

export interface ThemeFacts {
  id: string
  name: string
  /** What children will notice when the theme is done; null where the plan gives none. */
  outcome: string | null
}

export interface PhaseFacts {
  id: string
  name: string
  endsOn: PlainDate | null
  outcome: string | null
  /** The judgement that is wanted by its end, in the framework's words; null where none was set. */
  targetJudgement: string | null
}

/** A date as somebody wrote it, and the day that it works out to. */
export interface StatedDate {
  /** The day: the first of a month for a start, the last for a deadline; null where the words give none. */
  on: PlainDate | null
  precision: DatePrecision | null
  /** The original words, "By end January 2010"; null where the date was picked from a calendar. */
  words: string | null
}

export interface LeadFacts {
  /** Identity of the person, post or partner behind the words; null where an import could not settle it. */
  holder: { kind: 'person' | 'post' | 'partner'; id: string } | null
  name: string
  partner: string | null
  part: 'accountable' | 'lead' | 'support'
}

/** A citation of a finding, in the document's own words. */
export interface CitationFacts {
  /** Null when the words name no finding that is held ("Ofsted Feb 2011" without a number): flagged, never lost. */
  findingId: string | null
  findingRef: string | null
  words: string
}

export interface ActionAsAt {
  id: string
  /** The number printed in the plan ("1.06"); null where it has none. */
  ref: string | null
  words: string
  themeId: string | null
  phaseId: string | null
  outcome: string | null
  leads: LeadFacts[]
  cites: CitationFacts[]
  boards: string[]
  /** Statements of a judgement framework that it was said to show. */
  shows: ShownStatement[]
  criteria: CriterionFacts[]
  /** Measures that no criterion is printed beside. */
  measures: MeasureFacts[]
  /** The action lead's own judgement, apart from the roll-up of its milestones. */
  judgement: { status: Status; words: string; saidOn: PlainDate; author: string } | null
  /** Set when the action was dropped on or before the day. */
  dropped: { on: PlainDate; reason: string } | null
  extra: Record<string, string>
}

export interface MilestoneAsAt {
  id: string
  actionId: string
  ref: string | null
  words: string
  start: StatedDate | null
  due: StatedDate | null
  /** Every earlier deadline, oldest first: a re-dated milestone keeps them all. */
  earlierDue: StatedDate[]
  leads: LeadFacts[]
  cites: CitationFacts[]
  boards: string[]
  /** Statements that it shows by itself, beside those of its action. */
  shows: ShownStatement[]
  /** The latest said on or before the day; null when nobody has said anything yet. */
  latest: UpdateFacts | null
  /** Help that was asked for and was open at the end of the day, by wanted date. */
  support: SupportFacts[]
  /** Files, links and notes that stood behind it on the day, as they were attached. */
  evidence: EvidenceFacts[]
  dropped: { on: PlainDate; reason: string } | null
  /** Columns of the original document that no field carries: heading → text. */
  extra: Record<string, string>
}

export interface SupportFacts {
  id: string
  /** What is needed. */
  words: string
  /** Of whom it is asked: a person, a post or a board; or that nobody is named yet. */
  to: string
  wantedBy: PlainDate | null
  openedOn: PlainDate
}

export interface UpdateFacts {
  id: string
  /** The first day of the month that it speaks of; null where the words name none. */
  period: PlainDate | null
  saidOn: PlainDate
  /** Null where the words map to none of the five: "In progress" is not "on track". */
  status: Status | null
  /** The status in the author's or the document's own words, where they differ from the key. */
  statusWords: string | null
  done: string
  next: string | null
  /** What is needed and from whom; null when no support was asked for. */
  support: string | null
  evidence: string | null
  /** "Deputy for Head of Service" where somebody spoke in another's place. */
  author: string
  /** In whose place the author spoke; null when for themselves. */
  forWhom: string | null
  /** What the author was asked before it was saved, and said yes to. */
  concerns: Concern[]
  /** Why it is not achieved: a category of `REASONS`. */
  reason: Reason | null
  /** How what was not achieved is made good. */
  recovery: string | null
  /** The new date that the author asks for; the plan's own date stays until somebody agrees to it. */
  proposedDue: PlainDate | null
  /** What somebody else made of a claim of completion by the end of the day; null while nobody has. */
  verification: Verification | null
  /** ISO instant at which it was written down. */
  recordedAt: string
}

export interface Verification {
  verdict: 'verified' | 'returned'
  words: string
  by: string
  on: PlainDate
}

export interface FindingFacts {
  id: string
  review: { id: string; title: string; body: string; publishedOn: PlainDate | null }
  group: string | null
  ref: string
  words: string
  deadline: StatedDate | null
  criteria: CriterionFacts[]
  measures: MeasureFacts[]
}
