import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import {
  type ActionAsAt,
  EXAMPLE_TODAY,
  examplePlan,
  nameOfEnd,
  type PlanAsAt,
  type PlanTab,
  planPaths,
  planTabs,
} from '../../plans/index.ts'
import {
  type BudgetLine,
  gapWords,
  holdsOn,
  knownWords,
  type Money,
  moneyOf,
  NOT_KNOWN,
  pounds,
  yearWords,
} from '../domain/money.ts'
import { paths } from '../paths.ts'

export interface MoneyInput {
  plan: PlanAsAt
  /** Every line that ever was. */
  lines: readonly BudgetLine[]
  /** Whether the reader keeps budgets, and the day is today. */
  may: boolean
}

export interface MoneyPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  /** The whole plan in one sentence. */
  words: string
  /** Why a gap is not what is needed less what is allocated; null where it is. */
  gapRule: string | null
  /** How many actions have no line. */
  without: string
  takeAway: TakeAway | null
  add: string | null
  end: string | null
  byTheme: SumRow[]
  byYear: SumRow[]
  total: SumRow
  themes: { id: string; name: string; actions: ActionMoney[]; bare: BareActions | null }[]
  history: { line: string; action: string; was: string; ended: string }[]
  historyWords: string
}

/** Lines in sum, under one name. */
export interface SumRow {
  name: string
  needed: string
  allocated: string
  gap: string
  short: boolean
}

export interface ActionMoney {
  name: string
  href: string
  dropped: boolean
  gap: string
  short: boolean
  lines: LineRow[]
  add: string | null
}

/** Actions without a line: told in one sentence, so that what has money stands out. */
export interface BareActions {
  words: string
  actions: { text: string; full: string; href: string }[]
}

export interface LineRow {
  year: string
  source: string
  needed: string
  allocated: string
  words: string
  id: string
  correct: string | null
}

export function toMoneyPage({ plan, lines, may }: MoneyInput, today: PlainDate): MoneyPage {
  const past = plan.asAt === today ? null : plan.asAt
  const held = lines.filter((line) => holdsOn(line, plan.asAt))
  const byAction = Map.groupBy(held, ({ actionId }) => actionId)
  const actions = plan.actions.filter(({ id, dropped }) => !dropped || byAction.has(id))
  const bare = actions.filter(({ id }) => !byAction.has(id)).length
  return {
    tabs: planTabs(plan.id, 'money', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past: past === null ? null : { on: formatDay(past), today: paths.money(plan.id) },
    gapRule: gapRule(moneyOf(held)),
    words: held.length === 0 ? 'No budget line is held' : totalWords(moneyOf(held)),
    without: `${bare} of ${counted(actions.length, 'action')} ${bare === 1 ? 'has' : 'have'} no line`,
    takeAway: held.length > 0 ? takeAway((format) => paths.moneyTable(plan.id, format, past)) : null,
    add: may ? paths.newLine(plan.id) : null,
    end: may ? paths.endLine(plan.id) : null,
    byTheme: sumsByTheme(plan, held),
    byYear: sumsByYear(held),
    total: toSum('The plan', held),
    themes: themesOf(plan).map(({ id, name }) => {
      const own = actions.filter(({ themeId }) => themeId === id)
      const funded = own.filter((action) => byAction.has(action.id))
      return {
        ...{ id: id ?? 'none', name },
        actions: funded.map((action) =>
          toActionMoney(action, byAction.get(action.id) ?? [], { plan, may, past }),
        ),
        bare: toBare(
          own.filter((action) => !byAction.has(action.id)),
          { plan, may, past },
        ),
      }
    }),
    ...historyOf(plan, lines),
  }
}

/** Needed less allocated is the gap only where every sum is known and no action has more than it needs. */
function gapRule({ unsure, over }: Money): string | null {
  if (unsure + over === 0) return null
  const unknown =
    unsure > 0 ? ['a line of which a sum is not known is left out of it and counted beside it'] : []
  const surplus = over > 0 ? ['what one action has beyond its need does not pay for another'] : []
  return `The gap is not simply needed less allocated: ${[...unknown, ...surplus].join(', and ')}.`
}

const totalWords = (money: Money): string =>
  `Needed: ${knownWords(money.needed, money.neededUnknown, money.lines)}. Allocated: ${knownWords(money.allocated, money.allocatedUnknown, money.lines)}. ${gapWords(money)}`

/** The plan's themes, and a place for what has none where something has none. */
function themesOf({ themes, actions }: PlanAsAt): { id: string | null; name: string }[] {
  const none = actions.some(({ themeId }) => themeId === null)
  return [...themes, ...(none ? [{ id: null, name: 'No theme' }] : [])]
}

function sumsByTheme(plan: PlanAsAt, held: readonly BudgetLine[]): SumRow[] {
  const themeOf = new Map(plan.actions.map(({ id, themeId }) => [id, themeId]))
  return themesOf(plan).map(({ id, name }) =>
    toSum(
      name,
      held.filter(({ actionId }) => (themeOf.get(actionId) ?? null) === id),
    ),
  )
}

const sumsByYear = (held: readonly BudgetLine[]): SumRow[] =>
  [...Map.groupBy(held, ({ year }) => year)]
    .sort(([a], [b]) => (a ?? 9_999) - (b ?? 9_999))
    .map(([year, lines]) => toSum(yearWords(year), lines))

function toSum(name: string, lines: readonly BudgetLine[]): SumRow {
  const money = moneyOf(lines)
  return {
    name,
    needed: knownWords(money.needed, money.neededUnknown, money.lines),
    allocated: knownWords(money.allocated, money.allocatedUnknown, money.lines),
    gap: gapWords(money),
    short: money.short > 0,
  }
}

function toActionMoney(
  action: ActionAsAt,
  lines: readonly BudgetLine[],
  { plan, may, past }: { plan: PlanAsAt; may: boolean; past: PlainDate | null },
): ActionMoney {
  const money = moneyOf(lines)
  return {
    name: nameOfEnd(plan, { kind: 'action', id: action.id }),
    href: planPaths.action(action.id, past),
    dropped: action.dropped !== null,
    gap: gapWords(money),
    short: money.short > 0,
    lines: lines.map((line) => toLineRow(line, may)),
    add: may && !action.dropped ? paths.newLine(plan.id, action.id) : null,
  }
}

function toBare(
  actions: readonly ActionAsAt[],
  { plan, may, past }: { plan: PlanAsAt; may: boolean; past: PlainDate | null },
): BareActions | null {
  if (actions.length === 0) return null
  return {
    words: `${counted(actions.length, 'action')} without a line`,
    actions: actions.map(({ id, ref }) => ({
      text: ref ?? 'without a number',
      full: nameOfEnd(plan, { kind: 'action', id }),
      href: may ? paths.newLine(plan.id, id) : planPaths.action(id, past),
    })),
  }
}

const sumWords = (amount: number | null): string => (amount === null ? NOT_KNOWN : pounds(amount))

const toLineRow = (line: BudgetLine, may: boolean): LineRow => ({
  year: yearWords(line.year),
  source: line.source,
  needed: sumWords(line.needed),
  allocated: sumWords(line.allocated),
  words: line.words ?? '',
  id: line.id,
  correct: may ? paths.correctLine(line.id) : null,
})

/** Lines that were corrected or ended by the day, the last first. */
function historyOf(
  plan: PlanAsAt,
  lines: readonly BudgetLine[],
): Pick<MoneyPage, 'history' | 'historyWords'> {
  const ended = lines
    .flatMap((line) => (line.toOn !== null && line.toOn <= plan.asAt ? [{ ...line, on: line.toOn }] : []))
    .sort((a, b) => b.on.localeCompare(a.on))
  return {
    history: ended.map((line) => ({
      line: `${yearWords(line.year)}, ${line.source}`,
      action: nameOfEnd(plan, { kind: 'action', id: line.actionId }),
      was: `${sumWords(line.needed)} needed, ${sumWords(line.allocated)} allocated, since ${formatDay(line.fromOn)} by ${line.madeBy}`,
      ended: `${formatDay(line.on)}, ${line.endedBy ?? ''}`,
    })),
    historyWords: ended.length === 0 ? '' : `${counted(ended.length, 'line')}, the last ended first`,
  }
}

/** Lines of the made-up plan: found in full, short, and not known yet; one was corrected. */
export function exampleLines(plan: PlanAsAt): BudgetLine[] {
  const [first = '', second = '', third = ''] = plan.actions.map(({ id }) => id)
  const line = (
    id: string,
    actionId: string,
    needed: number | null,
    allocated: number | null,
  ): BudgetLine => ({
    ...{ id, actionId, year: 2026, source: 'Council base budget', needed, allocated, words: null },
    ...{ fromOn: '2026-04-01', toOn: null, madeBy: 'Head of Finance', endedBy: null },
  })
  return [
    { ...line('line-1', first, 120_000, 80_000), words: 'Two posts for two years' },
    line('line-2', second, 15_000, 15_000),
    { ...line('line-3', third, 60_000, null), year: null, source: 'Police contribution' },
    { ...line('line-4', first, 90_000, 80_000), toOn: '2026-10-01', endedBy: 'Programme Manager' },
  ]
}

export const moneyPage = definePage<MoneyPage>('programme/pages/money.njk', () => {
  const plan = examplePlan()
  return toMoneyPage({ plan, lines: exampleLines(plan), may: true }, EXAMPLE_TODAY)
})
