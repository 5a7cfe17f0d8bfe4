import type { PlainDate } from '../../../platform/calendar.ts'
import type { LeadFacts, StatedDate } from './facts.ts'
import type { Status } from './status.ts'
import type { XrayDescriptor } from './xray/plan.ts'

/**
 * A whole plan about to be brought in, from a document or a seed: plain data, whose parts name each other by
 * keys of the writer's own. `bringInPlan` saves it in one transaction.
 */
export interface PlanDraft {
  title: string
  commitment: string | null
  /** What the plan calls its columns, where that differs from the product's words. */
  headings: Record<string, string>
  /** The first day on which the plan is known to have stood so. */
  inForceFrom: PlainDate
  edition: EditionDraft | null
  reviews: ReviewDraft[]
  /** What the plan as a whole answers ("Throughout"): no action or milestone is named. */
  cites: CitationDraft[]
  /** Tables printed beside the plan, kept as they are. */
  tables: TableDraft[]
  /** The document that it was read from; null for a plan that was not. */
  document: { id: string; name: string } | null
  themes: { key: string; name: string; outcome: string | null }[]
  phases: { key: string; name: string; endsOn: PlainDate | null; outcome: string | null }[]
  actions: ActionDraft[]
}

export interface EditionDraft {
  number: number
  label: string
  state: 'draft' | 'approved' | 'superseded'
  approvedBy: string | null
  approvedOn: PlainDate | null
}

export interface ReviewDraft {
  key: string
  kind: string
  title: string
  body: string
  publishedOn: PlainDate | null
  judgement: string | null
  findings: FindingDraft[]
}

export interface FindingDraft {
  key: string
  ref: string
  group: string | null
  words: string
  remark: string | null
  deadline: StatedDate | null
  criteria: CriterionDraft[]
  /** Measures that no criterion is printed beside. */
  measures: MeasureDraft[]
  origin: OriginDraft | null
}

export interface CriterionDraft {
  words: string
  measures: MeasureDraft[]
}

export interface MeasureDraft {
  kind: MeasureKind
  words: string
}

export type MeasureKind = 'indicator' | 'audit' | 'survey' | 'document' | 'register' | 'other'

export interface TableDraft {
  kind: 'indicators' | 'glossary' | 'matrix' | 'other'
  title: string | null
  headings: string[]
  rows: string[][]
  /** Of a cross-check matrix, what it says of actions; empty for every other table. */
  descriptors: XrayDescriptor[]
}

/** Where in the document a thing is printed: its line, and how a person finds it ("page 3"). */
export interface OriginDraft {
  line: number
  place: string
}

export interface LeadDraft {
  words: string
  part: LeadFacts['part']
  holder: LeadFacts['holder']
}

export interface CitationDraft {
  words: string
  /** Key of a finding; null where the words name none that is held. */
  finding: string | null
  /** Of what the plan as a whole cites: the number of an action that is named as the answer, and that the plan has not. */
  missingRef?: string
}

interface ThingDraft {
  key: string
  ref: string | null
  words: string
  leads: LeadDraft[]
  cites: CitationDraft[]
  /** Names of boards; one that the area does not have yet is made. */
  boards: string[]
  extra: Record<string, string>
  origin: OriginDraft | null
}

export interface ActionDraft extends ThingDraft {
  theme: string | null
  phase: string | null
  outcome: string | null
  criteria: CriterionDraft[]
  measures: MeasureDraft[]
  judgements: UpdateDraft[]
  milestones: MilestoneDraft[]
}

export interface MilestoneDraft extends ThingDraft {
  /** The identity that an export of ours gave it; null in every other document. */
  id: string | null
  start: StatedDate | null
  due: StatedDate | null
  updates: UpdateDraft[]
  /** Earlier deadlines, oldest first, each with the day and the reason of the change. */
  redated: { was: StatedDate; now: StatedDate; on: PlainDate; reason: string; by: string }[]
}

export interface UpdateDraft {
  period: PlainDate | null
  saidOn: PlainDate
  status: Status | null
  statusWords: string | null
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  author: { id: string | null; words: string }
}
