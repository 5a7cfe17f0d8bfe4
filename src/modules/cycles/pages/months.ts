import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { offeredMonths } from '../domain/offered.ts'
import { cyclePaths } from '../paths.ts'

export interface MonthsPage {
  words: string
  months: { href: string; month: string; plan: string; state: string }[]
  plans: {
    id: string
    title: string
    open: string
    rule: string
    months: { value: string; text: string; selected: boolean }[]
    days: string | null
    errors: FieldError[]
  }[]
  errors: { text: string; href: string }[]
}

export interface MonthFacts {
  id: string
  planId: string
  plan: string
  period: PlainDate
  dueOn: PlainDate
  freezeOn: PlainDate
  frozen: boolean
}

/** Every month that was opened, newest first, and for who may: a way to open the next. */
export function toMonthsPage(input: {
  months: readonly MonthFacts[]
  plans: readonly { id: string; title: string; days: string | null; errors: readonly FieldError[] }[]
  today: PlainDate
}): MonthsPage {
  const { months, plans, today } = input
  return {
    words: months.length === 0 ? '' : `${counted(months.length, 'month')}, newest first`,
    months: months.map((month) => ({
      href: cyclePaths.month(month.id),
      month: formatMonth(month.period),
      plan: month.plan,
      state: stateWords(month, today),
    })),
    plans: plans.map(({ id, title, days, errors }) => ({
      id,
      title,
      open: cyclePaths.openMonth(id),
      rule: cyclePaths.rule(id),
      months: choices(
        today,
        months.filter((month) => month.planId === id).map(({ period }) => period),
      ),
      days,
      errors: [...errors],
    })),
    errors: plans.flatMap(({ id, errors }) => errors.map(({ text }) => ({ text, href: `#period-${id}` }))),
  }
}

function stateWords({ frozen, dueOn, freezeOn }: MonthFacts, today: PlainDate): string {
  if (frozen) return 'Frozen'
  if (today <= dueOn) return `Open: answers are due by ${formatDay(dueOn)}`
  return today <= freezeOn
    ? `Answers were due on ${formatDay(dueOn)}; frozen on ${formatDay(freezeOn)}`
    : `To be frozen since ${formatDay(freezeOn)}`
}

function choices(today: PlainDate, opened: readonly PlainDate[]): MonthsPage['plans'][number]['months'] {
  const { months, first } = offeredMonths(today, opened)
  return months.map((month) => ({
    ...{ value: month.slice(0, 7), text: formatMonth(month), selected: month === first },
  }))
}

export const monthsPage = definePage<MonthsPage>('cycles/pages/months.njk', () =>
  toMonthsPage({
    months: [
      {
        id: 'm2',
        planId: 'p1',
        plan: 'Improvement plan',
        period: '2026-11-01',
        dueOn: '2026-11-20',
        freezeOn: '2026-11-30',
        frozen: false,
      },
      {
        id: 'm1',
        planId: 'p1',
        plan: 'Improvement plan',
        period: '2026-10-01',
        dueOn: '2026-10-20',
        freezeOn: '2026-10-30',
        frozen: true,
      },
    ],
    plans: [
      {
        id: 'p1',
        title: 'Improvement plan',
        days: 'December 2026 opens on 1 December 2026',
        errors: [{ field: 'period', text: 'November 2026 was opened before' }],
      },
    ],
    today: '2026-11-24',
  }),
)
