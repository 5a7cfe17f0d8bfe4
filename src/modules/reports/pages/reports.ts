import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { Layout } from '../domain/layout.ts'
import { reportPaths } from '../paths.ts'
import { exampleLayout } from './example.ts'

interface Option {
  value: string
  text: string
  selected: boolean
}

export interface ReportsPage {
  /** Null where there is no plan to report on. */
  form: {
    planId: string
    asAt: string
    months: Option[]
    since: Option[]
    reviews: Option[]
    /** Without one there is nothing frozen to choose. */
    hasMonths: boolean
  } | null
  plans: { text: string; href: string; current: boolean }[]
  words: string
  layouts: { name: string; audience: string; describes: string; tells: string | null; action: string }[]
  papersHref: string
  owedHref: string
  /** Null for whoever may not change how reports are laid out. */
  layoutsHref: string | null
  importHref: string
  errors: FieldError[]
}

export interface ReportsInput {
  plans: readonly { id: string; title: string }[]
  planId: string | null
  layouts: readonly Layout[]
  months: readonly { cycleId: string; period: PlainDate; factsOn: PlainDate }[]
  reviews: readonly { id: string; title: string }[]
  chosen: { asAt: string; cycleId: string | null; sinceCycleId: string | null; reviewId: string | null }
  errors?: FieldError[]
  may: { layOut: boolean }
}

/** What can be reported: first of what, then which report. */
export function toReportsPage(input: ReportsInput): ReportsPage {
  const { plans, planId, layouts, errors = [], may } = input
  return {
    form: planId === null ? null : toForm(input, planId),
    plans: plans.map(({ id, title }) => ({
      text: title,
      href: reportPaths.choose({ planId: id }),
      current: id === planId,
    })),
    words: `${counted(layouts.length, 'report')}, by name`,
    layouts: layouts.map(({ code, name, audience, describes, published, compares }) => ({
      ...{ name, audience, describes, action: reportPaths.drawn(code) },
      tells: published
        ? 'Tells the last frozen month, whatever is chosen above.'
        : compares
          ? 'Compares with an earlier month, if you choose one.'
          : null,
    })),
    papersHref: reportPaths.papers,
    owedHref: reportPaths.owed,
    layoutsHref: may.layOut ? reportPaths.layouts : null,
    importHref: '/imports/new',
    errors,
  }
}

function toForm({ months, reviews, chosen }: ReportsInput, planId: string) {
  const monthOptions = (
    none: string,
    selected: string | null,
    words: (month: ReportsInput['months'][number]) => string,
  ) => [
    { value: '', text: none, selected: selected === null },
    ...months.map((month) => ({
      value: month.cycleId,
      text: words(month),
      selected: month.cycleId === selected,
    })),
  ]
  return {
    planId,
    asAt: chosen.asAt,
    hasMonths: months.length > 0,
    months: monthOptions(
      'No month: the day above',
      chosen.cycleId,
      ({ period, factsOn }) => `${formatMonth(period)}, as at ${formatDay(factsOn)}`,
    ),
    since: monthOptions('Nothing', chosen.sinceCycleId, ({ period }) => formatMonth(period)),
    reviews: [
      { value: '', text: 'The whole plan', selected: chosen.reviewId === null },
      ...reviews.map(({ id, title }) => ({ value: id, text: title, selected: id === chosen.reviewId })),
    ],
  }
}

export const reportsPage = definePage<ReportsPage>('reports/pages/reports.njk', () =>
  toReportsPage({
    plans: [
      { id: '0190a000-0000-7000-8000-000000000001', title: 'Anyshire Children’s Improvement Plan' },
      { id: '0190a000-0000-7000-8000-000000000002', title: 'Neglect strategy' },
    ],
    planId: '0190a000-0000-7000-8000-000000000001',
    layouts: [
      exampleLayout,
      { ...exampleLayout, code: 'moves', compares: true },
      { ...exampleLayout, published: true },
    ],
    months: [{ cycleId: 'm1', period: '2026-10-01', factsOn: '2026-10-30' }],
    reviews: [{ id: 'r1', title: 'Inspection of February 2011' }],
    chosen: { asAt: '2011-02-30', cycleId: null, sinceCycleId: 'm1', reviewId: null },
    errors: [{ field: 'asAt', text: 'Enter a real date' }],
    may: { layOut: true },
  }),
)
