import type { PlainDate } from '../../../platform/calendar.ts'
import type { Layout } from './layout.ts'

/** What somebody chose for a report, as they chose it: nothing of it is settled yet. */
export interface Wish {
  planId: string
  /** As typed; null for today. */
  asAt: string | null
  /** A frozen month whose facts it is to tell, instead of a day. */
  cycleId: string | null
  /** A frozen month to compare with. */
  sinceCycleId: string | null
  /** Only what answers this review. */
  reviewId: string | null
}

/** What a report tells, settled: everything that its facts depend on. */
export interface Asked extends Omit<Wish, 'asAt'> {
  layout: Layout
  /** The day of its facts; of a frozen month the day on which it was frozen. */
  asAt: PlainDate
}
