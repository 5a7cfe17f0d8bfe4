import type { DatePrecision, PlainDate } from '../../../platform/calendar.ts'
import type { ReviewState } from './kinds.ts'

/** What people enter of a review, and may change. */
export interface ReviewFields {
  /** A code of `KINDS`; a document that was brought in may give another. */
  kind: string
  title: string
  body: string
  state: ReviewState
  expectedOn: PlainDate | null
  expectedWords: string | null
  heldFrom: PlainDate | null
  heldTo: PlainDate | null
  publishedOn: PlainDate | null
  receivedOn: PlainDate | null
  planDueWords: string | null
  planDueOn: PlainDate | null
  url: string | null
  /** The overall judgement in the review's own words, where it gave one. */
  judgement: string | null
  remark: string | null
}

export interface ReviewFacts extends ReviewFields {
  id: string
  /** Null for what was brought in with a plan: it always was there. */
  addedOn: PlainDate | null
  document: DocumentFacts | null
  /** In the order in which they were given, also those that were withdrawn. */
  judgements: JudgementFacts[]
  findings: number
  /** Headlines without a text yet. */
  themes: number
  /** The plans that answer it, by title. */
  plans: { id: string; title: string }[]
}

export interface DocumentFacts {
  name: string
  mediaType: string
  sha256: string
}

/** One area of judgement and its grade, in the review's own words: no list of grades is known. */
export interface JudgementFacts {
  id: string
  about: string
  grade: string
  addedOn: PlainDate
  withdrawnOn: PlainDate | null
}

/** What people enter of a finding, and may change. */
export interface FindingFields {
  ref: string
  group: string | null
  words: string
  kind: 'finding' | 'theme'
  /** Who within a joint review said it, or that it came with a summary. */
  provenance: string | null
  remark: string | null
  deadlineWords: string | null
  deadlineOn: PlainDate | null
  deadlinePrecision: DatePrecision | null
}

export interface FindingEntry extends FindingFields {
  id: string
  reviewId: string
  position: number
  /** Null for what was brought in: it always was there. */
  addedOn: PlainDate | null
}

/** Findings that say the same, on one day. */
export interface GroupFacts {
  id: string
  words: string
  madeOn: PlainDate
  madeBy: string
  /** Those that hold on the day, by review and number. */
  members: GroupMember[]
}

export interface GroupMember {
  /** Of the membership. */
  id: string
  findingId: string
  ref: string
  words: string
  review: { id: string; title: string; body: string; publishedOn: PlainDate | null }
  from: PlainDate
}

/** The group of one finding, and every finding that is the same: itself among them. */
export interface SameFindings {
  groupId: string
  words: string
  memberIds: string[]
}

/** One thing of a plan that answers a finding on a day. */
export interface AnswerFacts {
  findingId: string
  plan: { id: string; title: string }
  /** Null where the plan as a whole answers it. */
  thing: { kind: 'action' | 'milestone'; id: string; ref: string | null; words: string } | null
}

/** A change of a review, or of one of its findings. */
export interface ReviewChange {
  findingId: string | null
  /** A name of `ReviewFields` or `FindingFields`, or "document". */
  field: string
  was: string | null
  now: string | null
  changedOn: PlainDate
  changedBy: string
}
