import { endOfMonth, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { STANDING_WORDS, STANDINGS, type Standing, standingOf } from '../domain/roll-up.ts'
import { STATUS_KEY } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import { isSilent, NONE, NOT_THIS_MONTH, planRows } from './plan-query.ts'
import { type BarPart, tallyOf, tallyWords, toBar, unverifiedOf } from './plan-reading.ts'
import { count, dueSoon, isOverdue, leadsOnly, type StatusView, statedDate, statusView } from './words.ts'

export interface HomeInput {
  reader: string
  /** The first day of the month that is asked about. */
  period: PlainDate
  /** Those that the reader leads, in order of their due day. */
  led: { milestone: MilestoneAsAt; action: ActionAsAt; plan: { id: string; title: string } }[]
  /** The plans that the reader runs, each as it stands today; empty for everybody else. */
  plans: PlanAsAt[]
  may: { create: boolean }
}

export interface HomePage {
  title: string
  blocks: HomeBlock[]
}

/** What may stand on the home page; each kind has one place in the template. */
export type HomeBlock = TurnBlock | PlanBlock | BeginBlock

/** "3 of 5 milestones to update for November 2026". */
export interface TurnBlock {
  kind: 'turn'
  heading: string
  words: string
  button: { text: string; href: string } | null
  items: {
    href: string
    ref: string
    words: string
    due: string
    soon: string | null
    late: boolean
    /** This month's status; null while it is still to be said. */
    said: StatusView | null
    update: string
  }[]
}

export interface PlanBlock {
  kind: 'plan'
  heading: string
  href: string
  words: string
  bar: { parts: BarPart[]; total: number; words: string }
  counts: { code: Standing; number: number; words: string; href: string }[]
  needs: { number: number; words: string; href: string; hint: string }[]
  links: { text: string; href: string }[]
}

export interface BeginBlock {
  kind: 'begin'
  heading: string
  words: string
  button: { text: string; href: string } | null
}

/** What needs this reader: their own turn first, then the plans that they run. */
export function toHomePage(input: HomeInput, today: PlainDate): HomePage {
  const blocks: HomeBlock[] = []
  if (input.led.length > 0) blocks.push(turnBlock(input, today))
  for (const plan of input.plans) blocks.push(planBlock(plan, input.period))
  if (blocks.length === 0) blocks.push(beginBlock(input))
  return { title: `What needs you, ${input.reader}`, blocks }
}

function turnBlock({ led, period }: HomeInput, today: PlainDate): TurnBlock {
  const month = formatMonth(period)
  const items = led.map(({ milestone, action }) => {
    const standing = standingOf(milestone, action)
    const said = saidFor(milestone, period) ? statusView(standing, milestone.latest) : null
    return {
      href: paths.milestone(milestone.id),
      ref: milestone.ref ?? 'Milestone',
      words: milestone.words,
      due: statedDate(milestone.due) ?? 'No date',
      soon: dueSoon(milestone.due, standing, today),
      late: isOverdue(milestone.due, standing, today),
      said,
      update: `${paths.updates()}#milestone-${milestone.id}`,
    }
  })
  const waiting = items.filter((item) => item.said === null).length
  const all = count(items.length, 'milestone')
  return {
    kind: 'turn',
    heading: 'Your milestones',
    words:
      waiting === 0
        ? `All ${all} updated for ${month}. Thank you.`
        : `${waiting} of ${all} to update for ${month}, in order of due date`,
    button: waiting === 0 ? null : { text: `Update ${count(waiting, 'milestone')}`, href: paths.updates() },
    items,
  }
}

const saidFor = ({ latest }: MilestoneAsAt, period: PlainDate): boolean =>
  latest?.period?.slice(0, 7) === period.slice(0, 7)

function planBlock(facts: PlanAsAt, period: PlainDate): PlanBlock {
  const live = planRows(facts).filter((row) => row.standing !== 'dropped')
  const tally = tallyOf(live)
  const silent = live.filter((row) => isSilent(row, period)).length
  const need = (number: number, words: string, hint: string, view: Parameters<typeof paths.plan>[1]) => ({
    number,
    words,
    hint,
    href: paths.plan(facts.id, view),
  })
  const needs = [
    need(tally.get('not_achieved') ?? 0, 'need support', 'Leads asked for help', { status: 'not_achieved' }),
    need(live.filter((row) => row.overdue).length, 'overdue', 'Past their due date', { due: 'overdue' }),
    need(silent, 'not updated', `Open, and nothing said for ${formatMonth(period)}`, {
      by: 'lead',
      said: NOT_THIS_MONTH,
    }),
    need(
      live.filter((row) => leadsOnly(row.milestone.leads).length === 0).length,
      'without a lead',
      'Nobody will be asked',
      { lead: NONE },
    ),
  ]
  return {
    kind: 'plan',
    heading: facts.title,
    href: paths.plan(facts.id),
    words: `${count(live.length, 'milestone')}; ${daysLeft(facts.asAt)}`,
    bar: { parts: toBar(tally), total: live.length, words: tallyWords(tally, unverifiedOf(live)) },
    counts: STANDINGS.filter((code) => code in STATUS_KEY || tally.has(code))
      .filter((code) => code !== 'dropped')
      .map((code) => ({
        code,
        number: tally.get(code) ?? 0,
        words: STANDING_WORDS[code],
        href: paths.plan(facts.id, { status: code }),
      })),
    needs: needs.filter((item) => item.number > 0),
    links: [
      { text: 'See the plan', href: paths.plan(facts.id) },
      { text: 'Findings and what answers them', href: paths.findings(facts.id) },
    ],
  }
}

function daysLeft(today: PlainDate): string {
  const left = Number(endOfMonth(today).slice(8)) - Number(today.slice(8))
  return left === 0 ? 'the month ends today' : `${count(left, 'day')} left this month`
}

function beginBlock({ may }: HomeInput): BeginBlock {
  return may.create
    ? {
        kind: 'begin',
        heading: 'Begin with the plan that you have',
        words:
          'Start with last month’s plan: a text file, or a table copied out of Word or Excel. You see what was read before anything is kept.',
        button: { text: 'Bring in a plan', href: paths.importPlan() },
      }
    : {
        kind: 'begin',
        heading: 'Nothing needs you today',
        words: 'When a milestone has you as its lead, it will be here.',
        button: { text: 'See the plans', href: paths.plans() },
      }
}

export function exampleHomeInput(): HomeInput {
  const plan = examplePlan(60, 4)
  const led = [3, 1, 5, 14].flatMap((index) => {
    const milestone = plan.milestones[index]
    const action = plan.actions.find((known) => known.id === milestone?.actionId)
    return milestone && action ? [{ milestone, action, plan }] : []
  })
  return { reader: 'Programme Manager', period: '2026-11-01', led, plans: [plan], may: { create: true } }
}

export const homePage = definePage<HomePage>('plans/pages/home.njk', () =>
  toHomePage(exampleHomeInput(), EXAMPLE_TODAY),
)
