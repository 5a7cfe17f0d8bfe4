import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import type { EditionFacts } from '../domain/facts.ts'
import type { Standing } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'
import { type BarPart, type Tally, tallyWords, toBar } from './plan-reading.ts'
import { capital, count } from './words.ts'

/** One plan of the list, counted by the database. */
export interface PlanListFacts {
  id: string
  title: string
  edition: EditionFacts | null
  /** Live ones: neither these nor the milestones count what was dropped. */
  actions: number
  milestones: number
  byStanding: Partial<Record<Standing, number>>
  overdue: number
  /** Said to be completed, and verified by nobody else yet. */
  unverified: number
}

export interface PlansPage {
  words: string
  plans: {
    href: string
    title: string
    edition: string | null
    sums: string
    states: string
    overdue: string | null
    total: number
    bar: BarPart[]
  }[]
  takeAway: TakeAway | null
  begin: { import: string } | null
}

export function toPlansPage(plans: readonly PlanListFacts[], may: { create: boolean }): PlansPage {
  return {
    words: plans.length === 0 ? '' : `${count(plans.length, 'plan')}, newest first`,
    plans: plans.map((plan) => {
      const { dropped: _, ...live } = plan.byStanding
      const tally: Tally = new Map(Object.entries(live) as [Standing, number][])
      return {
        href: paths.plan(plan.id),
        title: plan.title,
        edition: editionLine(plan.edition),
        sums: capital(`${count(plan.actions, 'action')}, ${count(plan.milestones, 'milestone')}`),
        states: tallyWords(tally, plan.unverified),
        overdue: plan.overdue > 0 ? `${plan.overdue} overdue` : null,
        total: plan.milestones,
        bar: toBar(tally),
      }
    }),
    takeAway: plans.length === 0 ? null : takeAway(paths.plansTable),
    begin: may.create ? { import: paths.importPlan() } : null,
  }
}

/** "Edition 6, approved on 14 September 2026". */
function editionLine(edition: EditionFacts | null): string | null {
  if (!edition) return null
  if (edition.state === 'draft') return `${edition.label}, draft`
  return `${edition.label}, ${edition.state}${edition.approvedOn ? ` on ${formatDay(edition.approvedOn)}` : ''}`
}

export const plansPage = definePage<PlansPage>('plans/pages/plans.njk', () =>
  toPlansPage(
    [
      {
        id: 'plan-1',
        title: 'Anyshire Safeguarding Improvement Plan',
        edition: {
          label: 'Edition 6',
          state: 'approved',
          approvedBy: 'the Executive',
          approvedOn: '2026-09-14',
        },
        actions: 60,
        milestones: 232,
        byStanding: {
          not_achieved: 4,
          off_track: 30,
          on_track: 83,
          achieved: 71,
          not_started: 19,
          not_reported: 25,
        },
        overdue: 23,
        unverified: 4,
      },
      {
        id: 'plan-2',
        title: 'Child K review plan',
        edition: null,
        actions: 0,
        milestones: 0,
        byStanding: {},
        overdue: 0,
        unverified: 0,
      },
    ],
    { create: true },
  ),
)
