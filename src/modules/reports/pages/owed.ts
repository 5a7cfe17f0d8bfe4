import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import type { Owed, OwedState, Timing } from '../domain/owed.ts'
import { becameWords, rhythmWords } from '../domain/owed-words.ts'
import { reportPaths } from '../paths.ts'

export interface ScheduleView extends Timing {
  id: string
  planId: string
  plan: string
  audience: string
  board: string | null
  layout: string
  /** What the layout is called; its code where it is there no more. */
  report: string
  owner: string | null
  remindDays: number
}

export interface OwedView extends Owed {
  schedule: ScheduleView
}

interface Row {
  day: string
  audience: string
  report: string
  plan: string
  owner: string
  state: string
  late: boolean
  href: string
}

export interface OwedPage {
  groups: { id: string; title: string; words: string; rows: Row[]; nothing: string }[]
  schedules: {
    audience: string
    report: string
    plan: string
    rhythm: string
    owner: string
    end: string | null
    ended: string | null
  }[]
  schedulesWords: string
  add: string | null
  takeAway: TakeAway | null
  back: string
}

const GROUPS: { state: OwedState; title: string; nothing: string; order: string }[] = [
  {
    state: 'due',
    title: 'Due',
    nothing: 'Nothing is due in the next three months.',
    order: 'the nearest first',
  },
  {
    state: 'missed',
    title: 'Missed',
    nothing: 'Nothing was missed in the last six months.',
    order: 'the latest first',
  },
  {
    state: 'sent',
    title: 'Sent',
    nothing: 'Nothing was sent in the last six months.',
    order: 'the latest first',
  },
]

export function toOwedPage(input: {
  owed: readonly OwedView[]
  schedules: readonly ScheduleView[]
  mayKeep: boolean
}): OwedPage {
  const { owed, schedules, mayKeep } = input
  return {
    groups: GROUPS.map(({ state, title, nothing, order }) => {
      const rows = owed.filter((one) => one.state === state)
      const sorted = state === 'due' ? rows : rows.toReversed()
      return {
        id: state,
        title,
        nothing,
        words: `${counted(rows.length, 'report')}, ${order}`,
        rows: sorted.map(toRow),
      }
    }),
    schedules: schedules.map((one) => ({
      ...{ audience: nameOf(one), report: one.report, plan: one.plan, rhythm: rhythmWords(one) },
      owner: `${one.owner ? `${one.owner} is` : 'Programme managers are'} reminded ${counted(one.remindDays, 'day')} before`,
      end: mayKeep && one.endedOn === null ? reportPaths.endSchedule(one.id) : null,
      ended: one.endedOn && `Ended on ${formatDay(one.endedOn)}`,
    })),
    schedulesWords: `${counted(schedules.length, 'schedule')}, by whom it is for`,
    add: mayKeep ? reportPaths.newSchedule : null,
    takeAway: owed.length > 0 ? takeAway(reportPaths.owedList) : null,
    back: reportPaths.reports,
  }
}

const nameOf = ({ audience, board }: ScheduleView): string =>
  board && board !== audience ? `${audience} (${board})` : audience

const ownerOf = ({ owner }: ScheduleView): string => owner ?? 'Nobody'

const toRow = (one: OwedView): Row => ({
  day: formatDay(one.on),
  audience: nameOf(one.schedule),
  report: one.schedule.report,
  plan: one.schedule.plan,
  owner: ownerOf(one.schedule),
  state: becameWords(one),
  late: one.state === 'missed',
  href: reportPaths.report(one.schedule.layout, { planId: one.schedule.planId }),
})

/** For the examples of pages. */
export const exampleSchedule: ScheduleView = {
  ...{ id: 's1', planId: 'p1', plan: 'Improvement plan', audience: 'Improvement Board', board: null },
  ...{ layout: 'milestone-report', report: 'Milestone report', owner: 'Pat Manager', remindDays: 5 },
  ...{ rhythm: 'monthly', dayWords: 'second Tuesday', days: [], fromOn: '2026-09-01', endedOn: null },
}

export const owedPage = definePage<OwedPage>('reports/pages/owed.njk', () =>
  toOwedPage({
    owed: [
      { scheduleId: 's1', on: '2026-12-08', state: 'due', sentOn: null, schedule: exampleSchedule },
      { scheduleId: 's1', on: '2026-11-10', state: 'missed', sentOn: null, schedule: exampleSchedule },
    ],
    schedules: [exampleSchedule, { ...exampleSchedule, id: 's2', endedOn: '2026-11-01' }],
    mayKeep: true,
  }),
)
