import {
  addMonths,
  endOfMonth,
  formatMonth,
  type PlainDate,
  startOfMonth,
} from '../../../../platform/calendar.ts'
import {
  type Block,
  type Chart,
  paragraph,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { date, tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { stepLines } from '../../../../ui/charts/step-lines.ts'
import { figureCell, headCell } from '../cells.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { MilestoneAsAt } from '../plan.ts'
import type { SectionKind } from '../section-kind.ts'
import { liveRows } from '../within.ts'

/** What was planned against what was completed, month by month, each counted from the beginning. */
export const progressSection: SectionKind<'progress'> = {
  blocks({ heading }, facts): Block[] {
    const progress = progressOf(facts)
    const head: Block = { kind: 'heading', level: 2, text: heading }
    if (progress.months.length === 0) return [head, paragraph('No milestone has a due date yet.')]
    // One month is no line.
    const chart = progress.months.length > 1 ? [chartOf(progress)] : []
    return [head, paragraph(progress.words), ...chart, tableOfMonths(progress)]
  },
  tables: ({ heading }, facts) => [
    tableOf(heading, stepsOf(facts), [
      text('Number', ({ milestone }) => milestone.ref),
      text('Milestone', ({ milestone }) => milestone.words),
      date('Due', ({ milestone }) => milestone.due?.on ?? null),
      date('Completed by', ({ done }) => done && endOfMonth(done)),
      text('Verified', ({ done, verified }) => (done ? (verified ? 'Yes' : 'No') : null)),
      text('Id', ({ milestone }) => milestone.id),
    ]),
  ],
}

/** A live milestone: the months (their first days) in which it is due and was completed. */
interface Step {
  milestone: MilestoneAsAt
  due: PlainDate | null
  done: PlainDate | null
  verified: boolean
}

interface Month {
  month: PlainDate
  due: number
  /** Null after the month of the report: nobody knows yet. */
  done: number | null
  verified: number | null
}

interface Progress {
  months: Month[]
  words: string
}

/** Of a longer plan, the table shows two years back and one ahead; what came before is counted in. */
const BACK = 24
const AHEAD = 12

function stepsOf(facts: PaperFacts): Step[] {
  const now = startOfMonth(facts.plan.asAt)
  return liveRows(facts).map(({ milestone }) => {
    const { due, latest } = milestone
    const achieved = latest?.status === 'achieved' ? startOfMonth(latest.period ?? latest.saidOn) : null
    return {
      ...{ milestone, due: due?.on ? startOfMonth(due.on) : null },
      done: achieved && achieved > now ? now : achieved,
      verified: achieved !== null && latest?.verification?.verdict === 'verified',
    }
  })
}

function progressOf(facts: PaperFacts): Progress {
  const steps = stepsOf(facts)
  const now = startOfMonth(facts.plan.asAt)
  const by = (month: PlainDate, of: (step: Step) => PlainDate | null) =>
    steps.filter((step) => (of(step) ?? '9999') <= month).length
  const months = monthsOf(steps, now).map((month): Month => {
    const known = month <= now
    return {
      month,
      due: by(month, ({ due }) => due),
      done: known ? by(month, ({ done }) => done) : null,
      verified: known ? by(month, ({ done, verified }) => (verified ? done : null)) : null,
    }
  })
  const shown = sinceFirstChange(months, now)
  return { months: shown, words: [...wordsOf(steps, months, now), ...stillWords(steps, shown)].join(' ') }
}

/** Of two years in which nothing fell due or was completed, the last month: the same numbers over and over tell nothing. */
function sinceFirstChange(months: Month[], now: PlainDate): Month[] {
  if (months[0]?.month !== addMonths(now, -BACK)) return months
  const changed = months.findIndex((one, at) => at > 0 && differs(one, months[at - 1]))
  if (changed > 0) return months.slice(changed - 1)
  return months.filter(({ month }) => month <= now).slice(-1)
}

const differs = (one: Month, before: Month | undefined): boolean =>
  one.due !== before?.due || one.done !== before.done || one.verified !== before.verified

function stillWords(steps: readonly Step[], shown: readonly Month[]): string[] {
  const [only, ...more] = shown
  const last = steps.flatMap(({ due, done }) => [due, done].filter((month) => month !== null)).toSorted()
  const before = last.findLast((month) => only !== undefined && month <= only.month)
  return before && only && more.length === 0 && before < only.month
    ? [`Nothing has fallen due or been completed since ${formatMonth(before)}.`]
    : []
}

function monthsOf(steps: readonly Step[], now: PlainDate): PlainDate[] {
  const named = steps.flatMap(({ due, done }) => [due, done].filter((month) => month !== null)).sort()
  const [first, last] = [named[0], named.at(-1)]
  if (!first || !last) return []
  const [earliest, latest] = [addMonths(now, -BACK), addMonths(now, AHEAD)]
  const from = first > now ? now : first < earliest ? earliest : first
  const to = last < now ? now : last > latest ? latest : last
  const months: PlainDate[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

function wordsOf(steps: readonly Step[], months: readonly Month[], now: PlainDate): string[] {
  const here = months.find(({ month }) => month === now)
  const last = months.at(-1)
  const undated = steps.filter(({ due }) => due === null).length
  const later = last ? steps.filter(({ due }) => due !== null && due > last.month).length : 0
  return [
    `By the end of ${formatMonth(now)}, ${here?.due ?? 0} of ${counted(steps.length, 'milestone')} ${here?.due === 1 ? 'was' : 'were'} planned to be completed.`,
    `${here?.done ?? 0} ${here?.done === 1 ? 'has' : 'have'} been completed, ${here?.verified ?? 0} of them verified by somebody else.`,
    ...(undated > 0 ? [`${undated} ${undated === 1 ? 'has' : 'have'} no due date.`] : []),
    ...(later > 0 && last
      ? [`${later} ${later === 1 ? 'falls' : 'fall'} due after ${formatMonth(last.month)}.`]
      : []),
  ]
}

/** "Nov 2026" */
const shortMonth = (month: PlainDate): string => formatMonth(month).replace(/^(\p{L}{3})\p{L}*/u, '$1')

const chartOf = ({ months, words }: Progress): Chart => ({
  kind: 'chart',
  svg: stepLines({
    points: months.map(({ month }) => shortMonth(month)),
    series: [
      { name: 'Completed', colour: '#0B3558', values: months.map(({ done }) => done) },
      { name: 'Planned', colour: '#44505A', values: months.map(({ due }) => due) },
    ],
  }),
  alt: `Milestones planned and completed by month. ${words} The table below has every number.`,
  caption: 'Planned and completed milestones, from the beginning',
})

function tableOfMonths({ months }: Progress): Table {
  const unknown = textCell('–')
  return {
    kind: 'table',
    caption: 'Milestones planned and completed by the end of each month',
    columns: [
      { header: 'By the end of', width: 22 },
      { header: 'Planned', width: 13, figures: true },
      { header: 'Completed', width: 13, figures: true },
      { header: 'Of those, verified', width: 17, figures: true },
    ],
    rows: months.map(({ month, due, done, verified }) => [
      headCell(formatMonth(month)),
      figureCell(due),
      done === null ? unknown : figureCell(done),
      verified === null ? unknown : figureCell(verified),
    ]),
  }
}
