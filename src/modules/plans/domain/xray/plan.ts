import type { PlainDate } from '../../../../platform/calendar.ts'
import type {
  ActionAsAt,
  CitationFacts,
  FindingFacts,
  LinkFacts,
  MilestoneAsAt,
  PhaseFacts,
  StatedDate,
  ThemeFacts,
  UpdateFacts,
} from '../facts.ts'
import type { Status } from '../status.ts'

export type { StatedDate }

/**
 * What the X-ray looks at: as much of a plan as its rules need, so that a live plan and one that was only read
 * from a file can both be given. Dates follow `StatedDate`: the first day of what was written for a start, the
 * last for a deadline.
 */
export interface XrayPlan {
  id?: string
  title: string
  /** The day on which the plan is looked at. */
  asAt: PlainDate
  /** The date the document describes; null where it states none. */
  documentOn: PlainDate | null
  /** The first day on which the plan is known to have stood so; null where nobody knows. */
  inForceFrom: PlainDate | null
  themes: Pick<ThemeFacts, 'id' | 'name'>[]
  phases: Pick<PhaseFacts, 'id' | 'name' | 'endsOn'>[]
  findings: XrayFinding[]
  actions: XrayAction[]
  milestones: XrayMilestone[]
  /** "Throughout": the whole plan is the answer to the finding. */
  wholePlanCites: { findingId: string | null; words: string }[]
  /** A cross-check table that is printed beside the plan: what it promises, and by which actions. */
  matrix: XrayDescriptor[]
  /** Control totals that the document prints, to be compared with what it holds. */
  totals: { label: string; stated: number; of: Counted }[]
  /** Numbers of the plan that are printed elsewhere, beside a finding for one. */
  citedRefs?: CitedRef[]
  /** Findings, by their ids, of which somebody said that they are the same: what answers one answers all. */
  sameFindings?: readonly (readonly string[])[]
  /** Dependencies and cross references that somebody kept. */
  links?: LinkFacts[]
  /** Rows that were printed more than once and read once. */
  printedTwice?: { thing: Thing; words: string }[]
}

export type XrayFinding = Pick<FindingFacts, 'id' | 'ref' | 'words' | 'deadline'> & {
  review: { body: string } | null
  /** Measures of success that hang on the finding itself; none where the plan keeps them with its actions. */
  measures?: string[]
}

export type XrayCite = Pick<CitationFacts, 'findingId' | 'words'>

export type XrayAction = Pick<ActionAsAt, 'id' | 'ref' | 'words' | 'phaseId' | 'dropped'> & {
  leads: { name: string }[]
  cites: XrayCite[]
  criteria: { words: string; measures: { words: string }[] }[]
}

export type XrayMilestone = Pick<
  MilestoneAsAt,
  'id' | 'actionId' | 'ref' | 'words' | 'start' | 'due' | 'dropped' | 'extra'
> & {
  /** Days of a cell that holds several, none of which was taken: no more of each than was written. */
  dueList?: string[]
  leads: { name: string }[]
  cites: XrayCite[]
  latest: XrayUpdate | null
}

export type XrayUpdate = Pick<UpdateFacts, 'period' | 'saidOn' | 'status' | 'statusWords' | 'done' | 'next'>

export interface XrayDescriptor {
  descriptor: string
  entries: {
    ref: string
    /** `iso` is no more than was written ("2009-12"); null where no date can be paired with the number. */
    completion: { iso: string; original: string } | null
  }[]
}

export interface CitedRef {
  /** The number of an action or a milestone. */
  ref: string
  by: Thing
  words: string
}

export type Counted = 'milestones' | 'actions' | 'findings' | Status

export type ThingKind = 'finding' | 'action' | 'milestone' | 'plan' | 'matrix'

/** What a fault is about, as it is printed: a number where it has one, and the head of its words. */
export interface Thing {
  kind: ThingKind
  ref: string | null
  text: string
  /** Its identity in the plan that was given; absent where the thing has none. */
  id?: string
}
