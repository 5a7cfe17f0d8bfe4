import type { PlainDate } from '../../../platform/calendar.ts'
import type { Status } from './status.ts'

/** What somebody else may make of an update. */
export type Verdict = 'accepted' | 'queried' | 'verified' | 'returned'

/** Where a milestone may stand that was said to be completed and is not; support is asked for in an update of its own. */
export const RETURNS = ['on_track', 'off_track', 'not_started'] as const

export type Returned = (typeof RETURNS)[number]

/** What somebody else made of one update. */
export interface AssessmentFacts {
  id: string
  progressId: string
  verdict: Verdict
  /** Null only for what is accepted without a word. */
  words: string | null
  by: string
  on: PlainDate
  /** Of a query: whether something was said of the milestone since, or somebody replied. */
  answered: boolean
  replies: { words: string; by: string; on: PlainDate }[]
}

/** Who spoke, and for whom: neither of them judges what was said. */
export interface Speakers {
  authorId: string | null
  forId: string | null
}

/** What was said of a milestone for one month, and what was made of it last. */
export interface MonthWords extends Speakers {
  progressId: string
  milestoneId: string
  actionId: string
  saidOn: PlainDate
  status: Status | null
  statusWords: string | null
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  author: string
  /** What the author was asked before it was saved. */
  concerns: { words: string }[]
  /** Null while nobody has looked. */
  assessment: Omit<AssessmentFacts, 'progressId' | 'replies'> | null
}

/** Something that was asked of a milestone, and not answered yet. */
export interface OpenQuery {
  id: string
  planId: string
  milestoneId: string
  progressId: string
  words: string
  by: string
  byId: string | null
  on: PlainDate
}

/** Somebody who can be asked for support: a board, a post with whoever holds it today, or a person. */
export interface HelperChoice {
  kind: 'board' | 'post' | 'person'
  id: string
  name: string
}
