import type { PlainDate } from '../../../platform/calendar.ts'
import { paths } from '../paths.ts'

export interface PlanTab {
  text: string
  href: string
  current: boolean
}

const TABS = {
  plan: { text: 'Plan', href: (id: string, asAt: PlainDate | null) => paths.plan(id, { asAt }) },
  findings: { text: 'Findings', href: paths.findings },
  coverage: { text: 'Coverage', href: paths.coverage },
  matrix: { text: 'Judgement', href: paths.matrix },
  measures: { text: 'Measures', href: (id: string) => paths.measures(id) },
  money: { text: 'Money', href: (id: string) => paths.money(id) },
  links: { text: 'Links', href: (id: string) => paths.links(id) },
  editions: { text: 'Editions', href: (id: string) => paths.editions(id) },
  xray: { text: 'X-ray', href: (id: string) => paths.xray(id) },
} as const

/** The pages about one plan, beside each other; a past day is kept where a page can show it. */
export const planTabs = (planId: string, here: keyof typeof TABS, asAt: PlainDate | null = null): PlanTab[] =>
  Object.entries(TABS).map(([key, { text, href }]) => ({
    text,
    href: href(planId, asAt),
    current: key === here,
  }))
