import { endOfMonth, formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { cyclePaths, type NotMineLink, toNotMineLink } from '../../cycles/index.ts'
import {
  type ActionAsAt,
  type BarPart,
  disagreement,
  EXAMPLE_TODAY,
  examplePlan,
  exampleUpdateInput,
  isSilent,
  leadsOnly,
  type MilestoneAsAt,
  NONE,
  NOT_THIS_MONTH,
  type PlanAddress,
  type PlanAsAt,
  type PlanRow,
  planPaths,
  planRows,
  rollUp,
  STANDING_WORDS,
  STANDINGS,
  STATUS_KEY,
  type Standing,
  tallyOf,
  tallyWords,
  toBar,
  toUpdateForm,
  type UpdateFormView,
  type UpdateInput,
  unverifiedOf,
} from '../../plans/index.ts'
import { homePaths } from '../paths.ts'

export interface HomeInput {
  reader: string
  /** The first day of the month that is asked about. */
  period: PlainDate
  /** Words of people for this reader, newest first: queries, requests, mentions. */
  calls: readonly Call[]
  /** Those that the reader leads, in order of their due day. */
  led: readonly UpdateInput[]
  /** Milestones that an open month asks the reader about, with the day on which they said that one is not theirs. */
  asked: ReadonlyMap<string, PlainDate | null>
  /** Actions that the reader leads, each in its plan. */
  actions: readonly { plan: PlanAsAt; action: ActionAsAt }[]
  /** Themes that the reader leads. */
  themes: readonly { plan: PlanAsAt; themeId: string; name: string }[]
  /** Open months of the plans that the reader runs or reviews. */
  months: readonly OpenMonth[]
  /** The plans that the reader runs, each as it stands today; empty for everybody else. */
  plans: readonly PlanAsAt[]
  /** Open X-ray faults by plan, for whoever may mend them. */
  faults: ReadonlyMap<string, number>
  /** Boards on which the reader sits. */
  boards: readonly { name: string; href: string; words: string }[]
  may: { create: boolean; read: boolean }
}

/** Something that somebody wants of the reader. */
export interface Call {
  words: string
  href: string
  hint: string
}

export interface OpenMonth {
  plan: string
  period: PlainDate
  href: string
  dueOn: PlainDate
  asked: number
  answered: number
  waiting: readonly Need[]
}

export interface Need {
  number: number
  words: string
  href: string
  hint: string
}

export interface HomePage {
  title: string
  blocks: HomeBlock[]
}

/** What may stand on the home page; each kind has one place in the template. */
export type HomeBlock =
  | CallsBlock
  | TurnBlock
  | ActionsBlock
  | MonthBlock
  | BoardsBlock
  | PlanBlock
  | BeginBlock

export interface CallsBlock {
  kind: 'calls'
  heading: string
  items: Call[]
}

export type HomeForm = UpdateFormView & { notMine: NotMineLink | null }

/** "3 of 5 milestones to update for November 2026", each updated where it stands. */
export interface TurnBlock {
  kind: 'turn'
  heading: string
  words: string
  /** Where the due dates can be had as a calendar. */
  calendar: string
  forms: HomeForm[]
  said: UpdateFormView[]
}

/** What one leads above milestones: actions, or whole themes. */
export interface ActionsBlock {
  kind: 'actions'
  id: string
  heading: string
  rows: { href: string; name: string; words: string; needs: string[] }[]
}

export interface MonthBlock {
  kind: 'month'
  heading: string
  href: string
  words: string
  bar: { answered: number; silent: number; total: number; words: string }
  needs: Need[]
}

export interface BoardsBlock {
  kind: 'boards'
  heading: string
  items: { name: string; href: string; words: string }[]
}

export interface PlanBlock {
  kind: 'plan'
  heading: string
  href: string
  words: string
  bar: { parts: BarPart[]; total: number; words: string }
  counts: { code: Standing; number: number; words: string; href: string }[]
  needs: Need[]
  links: { text: string; href: string }[]
}

export interface BeginBlock {
  kind: 'begin'
  heading: string
  words: string
  button: { text: string; href: string } | null
}

/** What needs this reader: what is asked of them, the month that they run, their own turn, then what they lead. */
export function toHomePage(input: HomeInput, today: PlainDate): HomePage {
  const blocks: HomeBlock[] = [
    ...(input.calls.length > 0 ? [callsBlock(input.calls)] : []),
    ...input.months.map((month) => monthBlock(month, today)),
    ...(input.led.length > 0 ? [turnBlock(input, today)] : []),
    ...(input.themes.length > 0 ? [themesBlock(input)] : []),
    ...(input.actions.length > 0 ? [actionsBlock(input)] : []),
    ...(input.boards.length > 0 ? [boardsBlock(input.boards)] : []),
    ...input.plans.map((plan) => planBlock(plan, input)),
  ]
  return {
    title: `What needs you, ${input.reader}`,
    blocks: blocks.length > 0 ? blocks : [beginBlock(input)],
  }
}

const callsBlock = (calls: readonly Call[]): CallsBlock => ({
  kind: 'calls',
  heading: 'Waiting for you',
  items: [...calls],
})

function turnBlock({ led, asked, period }: HomeInput, today: PlainDate): TurnBlock {
  const month = formatMonth(led[0]?.period ?? period)
  const forms = led.map(
    (input): HomeForm => ({
      ...toUpdateForm(input, homePaths.update(input.milestone.id), today),
      notMine: notMineOf(input.milestone.id, asked),
    }),
  )
  const said = forms.filter((form) => form.last?.thisMonth === true)
  const waiting = forms.filter((form) => form.last?.thisMonth !== true)
  const all = counted(forms.length, 'milestone')
  return {
    kind: 'turn',
    heading: 'Your milestones',
    words:
      waiting.length === 0
        ? `All ${all} updated for ${month}. Thank you.`
        : `${waiting.length} of ${all} to update for ${month}, in order of due date. Open one to update it here.`,
    calendar: planPaths.calendar(),
    forms: waiting,
    said,
  }
}

function notMineOf(milestoneId: string, asked: HomeInput['asked']): NotMineLink | null {
  const saidOn = asked.get(milestoneId)
  return saidOn === undefined ? null : toNotMineLink(cyclePaths.notMine(milestoneId), saidOn)
}

function themesBlock({ themes, period }: HomeInput): ActionsBlock {
  return {
    kind: 'actions',
    id: 'themes',
    heading: 'Themes that you lead',
    rows: themes.map(({ plan, themeId, name }) => {
      const rows = liveRows(plan).filter((row) => row.action.themeId === themeId)
      return {
        href: planPaths.plan(plan.id, { theme: themeId }),
        name,
        words: tallyWords(tallyOf(rows), unverifiedOf(rows)) || 'No milestones',
        needs: needsOf(rows, period),
      }
    }),
  }
}

function actionsBlock({ actions, period }: HomeInput): ActionsBlock {
  return {
    kind: 'actions',
    id: 'actions',
    heading: 'Actions that you lead',
    rows: actions.map(({ plan, action }) => {
      const rows = liveRows(plan).filter((row) => row.action.id === action.id)
      const rolledUp = rollUp(rows.map((row) => row.standing))
      const differs = disagreement(action.judgement?.status ?? null, rolledUp)
      return {
        href: planPaths.review(action.id),
        name: [action.ref, action.words].filter(Boolean).join(' '),
        words: tallyWords(tallyOf(rows), unverifiedOf(rows)) || 'No milestones',
        needs: [...needsOf(rows, period), ...(differs ? [differs] : [])],
      }
    }),
  }
}

const liveRows = (plan: PlanAsAt): PlanRow[] => planRows(plan).filter((row) => row.standing !== 'dropped')

function needsOf(rows: readonly PlanRow[], period: PlainDate): string[] {
  const silent = rows.filter((row) => isSilent(row, period)).length
  const overdue = rows.filter((row) => row.overdue).length
  const unverified = unverifiedOf(rows)
  return [
    ...(silent > 0 ? [`${counted(silent, 'milestone')} not updated for ${formatMonth(period)}`] : []),
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(unverified > 0 ? [`${unverified} to verify`] : []),
  ]
}

function monthBlock(month: OpenMonth, today: PlainDate): MonthBlock {
  const { asked, answered, dueOn } = month
  const silent = asked - answered
  return {
    kind: 'month',
    heading: `${formatMonth(month.period)}: ${month.plan}`,
    href: month.href,
    words: `${answered} of ${counted(asked, 'milestone')} answered; ${today <= dueOn ? `due by ${formatDay(dueOn)}` : `due since ${formatDay(dueOn)}`}`,
    bar: { answered, silent, total: asked, words: `${answered} of ${asked} answered` },
    needs: [
      { number: silent, words: 'silent', href: `${month.href}#leads`, hint: 'Not answered yet: remind them' },
      ...month.waiting,
    ].filter((need) => need.number > 0),
  }
}

const boardsBlock = (boards: HomeInput['boards']): BoardsBlock => ({
  kind: 'boards',
  heading: 'Your boards',
  items: [...boards],
})

function planBlock(facts: PlanAsAt, { period, faults }: HomeInput): PlanBlock {
  const live = liveRows(facts)
  const tally = tallyOf(live)
  const silent = live.filter((row) => isSilent(row, period)).length
  const need = (number: number, words: string, hint: string, view: PlanAddress): Need => ({
    ...{ number, words, hint },
    href: planPaths.plan(facts.id, view),
  })
  const needs = [
    need(tally.get('not_achieved') ?? 0, 'need support', 'Leads asked for help', { status: 'not_achieved' }),
    need(live.filter((row) => row.overdue).length, 'overdue', 'Past their due date', { due: 'overdue' }),
    need(silent, 'not updated', `Open, and nothing said for ${formatMonth(period)}`, {
      by: 'lead',
      said: NOT_THIS_MONTH,
    }),
    need(live.filter(hasNoLead).length, 'without a lead', 'Nobody will be asked', { lead: NONE }),
    {
      ...{ number: faults.get(facts.id) ?? 0, words: 'X-ray faults' },
      ...{ hint: 'What cannot be right, or is missing', href: planPaths.xray(facts.id) },
    },
  ]
  return {
    kind: 'plan',
    heading: facts.title,
    href: planPaths.plan(facts.id),
    words: `${counted(live.length, 'milestone')}; ${daysLeft(facts.asAt)}`,
    bar: { parts: toBar(tally), total: live.length, words: tallyWords(tally, unverifiedOf(live)) },
    counts: STANDINGS.filter((code) => code in STATUS_KEY || tally.has(code))
      .filter((code) => code !== 'dropped')
      .map((code) => ({
        code,
        number: tally.get(code) ?? 0,
        words: STANDING_WORDS[code],
        href: planPaths.plan(facts.id, { status: code }),
      })),
    needs: needs.filter((item) => item.number > 0),
    links: [
      { text: 'See the plan', href: planPaths.plan(facts.id) },
      { text: 'Findings and what answers them', href: planPaths.findings(facts.id) },
      { text: 'X-ray', href: planPaths.xray(facts.id) },
    ],
  }
}

const hasNoLead = ({ milestone }: { milestone: MilestoneAsAt }): boolean =>
  leadsOnly(milestone.leads).length === 0

function daysLeft(today: PlainDate): string {
  const left = Number(endOfMonth(today).slice(8)) - Number(today.slice(8))
  return left === 0 ? 'the month ends today' : `${counted(left, 'day')} left this month`
}

function beginBlock({ may }: HomeInput): BeginBlock {
  if (!may.read)
    return {
      kind: 'begin',
      heading: 'Nothing needs you today',
      words: 'When somebody asks you something, or something is published for you, it will be here.',
      button: null,
    }
  return may.create
    ? {
        kind: 'begin',
        heading: 'Begin with the plan that you have',
        words:
          'Start with last month’s plan: a Word, Excel or PDF file, or a table copied out of one. You see what was read before anything is kept.',
        button: { text: 'Bring in a plan', href: planPaths.importPlan() },
      }
    : {
        kind: 'begin',
        heading: 'Nothing needs you today',
        words: 'When a milestone has you as its lead, or somebody asks you something, it will be here.',
        button: { text: 'See the plans', href: planPaths.plans() },
      }
}

export function exampleHomeInput(): HomeInput {
  const plan = examplePlan(60, 4)
  const [action] = plan.actions
  const [theme] = plan.themes
  return {
    reader: 'Programme Manager',
    period: '2026-11-01',
    calls: [
      {
        words: 'Which teams are still to be trained?',
        href: '/milestones/1',
        hint: 'Assistant Director asked about milestone 1.1',
      },
    ],
    led: [exampleUpdateInput(1), exampleUpdateInput(5)],
    asked: new Map([['milestone-1', null]]),
    actions: action ? [{ plan, action }] : [],
    themes: theme ? [{ plan, themeId: theme.id, name: theme.name }] : [],
    months: [
      {
        plan: plan.title,
        period: '2026-11-01',
        href: '/months/1',
        dueOn: '2026-11-20',
        asked: 45,
        answered: 25,
        waiting: [{ number: 3, words: 'to review', hint: 'Answered', href: '/months/1/review' }],
      },
    ],
    plans: [plan],
    faults: new Map(),
    boards: [{ name: 'Improvement Board', href: '/boards/1', words: '2 requests open' }],
    may: { create: true, read: true },
  }
}

export const homePage = definePage<HomePage>('home/pages/home.njk', () =>
  toHomePage(exampleHomeInput(), EXAMPLE_TODAY),
)
