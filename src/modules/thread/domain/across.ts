import type { PlainDate } from '../../../platform/calendar.ts'
import type { FindingFacts } from '../../plans/index.ts'
import type { FindingCoverage } from './coverage.ts'

/** One finding, and how each plan that answers its review covers it. */
export interface FindingAcross {
  finding: FindingFacts
  plans: { plan: { id: string; title: string }; coverage: FindingCoverage }[]
}

export interface ReviewCoverage {
  review: { id: string; title: string }
  asAt: PlainDate
  plans: { id: string; title: string }[]
  findings: FindingAcross[]
}
