import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { Comparison } from '../domain/compare.ts'
import { cyclePaths } from '../paths.ts'

export interface FreezePage {
  month: string
  plan: string
  back: string
  send: string
  /** What is not as one would wish it; freezing is possible all the same. */
  open: { words: string; href: string }[]
  since: string
  sums: string[]
  changes: string
}

export function toFreezePage(input: {
  cycle: { id: string; plan: string; period: PlainDate; freezeOn: PlainDate }
  silent: number
  waiting: readonly { number: number; words: string; href: string }[]
  since: { period: PlainDate; comparison: Comparison } | null
  today: PlainDate
}): FreezePage {
  const { cycle, silent, waiting, since, today } = input
  return {
    month: formatMonth(cycle.period),
    plan: cycle.plan,
    back: cyclePaths.month(cycle.id),
    send: cyclePaths.freeze(cycle.id),
    open: [
      ...(silent > 0
        ? [
            {
              words: `${counted(silent, 'milestone')} without an answer`,
              href: `${cyclePaths.month(cycle.id)}#leads`,
            },
          ]
        : []),
      ...waiting
        .filter((one) => one.number > 0)
        .map((one) => ({ words: `${one.number} ${one.words}`, href: one.href })),
      ...(today < cycle.freezeOn
        ? [
            {
              words: `The month was to be frozen on ${formatDay(cycle.freezeOn)}, which is still to come`,
              href: cyclePaths.month(cycle.id),
            },
          ]
        : []),
    ],
    since: since
      ? `Since ${formatMonth(since.period)} was frozen:`
      : 'This is the first month of the plan that is frozen: there is nothing to compare with yet.',
    sums: since ? sumsOf(since.comparison) : [],
    changes: cyclePaths.changes(cycle.id),
  }
}

function sumsOf({ moved, achieved, unachieved, redated, added, dropped }: Comparison): string[] {
  return [
    `${counted(moved.length, 'milestone')} moved in status: ${achieved.length} completed, ${unachieved.length} no longer completed`,
    `${redated.length} re-dated`,
    `${added.length} new`,
    `${dropped.length} dropped`,
  ]
}

export const freezePage = definePage<FreezePage>('cycles/pages/freeze.njk', () =>
  toFreezePage({
    cycle: { id: 'm1', plan: 'Improvement plan', period: '2026-11-01', freezeOn: '2026-11-30' },
    silent: 3,
    waiting: [{ number: 2, words: 'to review', href: '/months/m1/review' }],
    since: {
      period: '2026-10-01',
      comparison: {
        milestones: { earlier: 180, later: 181 },
        moved: [],
        achieved: [],
        unachieved: [],
        redated: [],
        added: [],
        dropped: [],
      },
    },
    today: '2026-11-24',
  }),
)
