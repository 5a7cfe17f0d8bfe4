import type { PlainDate } from '../../../platform/calendar.ts'
import type { Status } from '../../plans/index.ts'
import type { Kind } from './kinds.ts'

/** Words beside the same words with their hits marked, as the database folded them; null where there are none. */
export interface MarkedWords {
  words: string
  marked: string | null
}

/** Something that has a number, or not, and a name in the thread. */
export interface Named {
  id: string
  ref: string | null
  words: string
}

/** One hit, with everything that says where it stands in the thread. */
export interface HitFacts {
  kind: Kind
  id: string
  ref: string | null
  /** What it is called; of an update and a comment, which have no name, null. */
  title: MarkedWords | null
  body: MarkedWords | null
  /** The day that it tells of: of an update and a comment the day it was said, of a month its first day. */
  on: PlainDate | null
  /** Whose words, where they are somebody's. */
  by: string | null
  plan: { id: string; title: string } | null
  review: { id: string; title: string } | null
  /** The findings that it answers, itself or through its action, in their order. */
  findings: { id: string; ref: string; planId: string; review: string }[]
  action: Named | null
  milestone: Named | null
  /** Of a comment on a request for support. */
  supportId: string | null
  /** The update that it is, or speaks of. */
  progressId: string | null
  standing: Standing
}

/** What became of it, as far as it has such a thing. */
export interface Standing {
  dropped: boolean
  /** Of a milestone: the last word on it; of an update: its own. */
  status: Status | null
  statusWords: string | null
  unverified: boolean
  /** Of others, in the words of their tables: "withdrawn", "open", "superseded" … */
  state: string | null
}
