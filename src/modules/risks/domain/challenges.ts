import type { PlainDate } from '../../../platform/calendar.ts'

export interface Said {
  id: string
  words: string
  author: string
  authorId: string | null
  saidOn: PlainDate
  /** ISO instant. */
  recordedAt: string
}

/** What a board asks of a risk, and the answer of whoever keeps it. */
export interface Challenge extends Said {
  riskId: string
  board: { id: string; name: string }
  /** Null while nobody has answered. */
  answer: Said | null
}
