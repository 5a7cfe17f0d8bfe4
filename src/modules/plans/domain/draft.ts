import type { PlainDate } from '../../../platform/calendar.ts'
import type { LeadFacts, StatedDate } from './facts.ts'
import type { Status } from './status.ts'

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
}

export interface ActionDraft extends ThingDraft {
  theme: string | null
  phase: string | null
  outcome: string | null
  criteria: { words: string; measures: { kind: string; words: string }[] }[]
  judgements: UpdateDraft[]
  milestones: MilestoneDraft[]
}

export interface MilestoneDraft extends ThingDraft {
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
