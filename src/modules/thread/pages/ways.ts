import type { PlainDate } from '../../../platform/calendar.ts'
import { threadPaths } from '../paths.ts'

/** The ways in which the thread of a plan is read, beside each other. */
export interface Way {
  text: string
  href: string
  current: boolean
}

const WAYS = {
  findings: { text: 'From findings to proof', href: threadPaths.coverage },
  milestones: { text: 'From milestones to why', href: threadPaths.milestones },
  crosswalk: { text: 'Crosswalk', href: threadPaths.crosswalk },
} as const

export const toWays = (planId: string, here: keyof typeof WAYS, asAt: PlainDate | null): Way[] =>
  Object.entries(WAYS).map(([key, { text, href }]) => ({
    ...{ text, current: key === here },
    href: href(planId, { asAt }),
  }))
