import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'

export interface ReportsPage {
  plans: { value: string; text: string; selected: boolean }[]
  asAt: string
  action: string
  importHref: string
  errors: FieldError[]
}

export function toReportsPage(
  plans: readonly { id: string; title: string }[],
  asked: { plan: string | null; asAt: PlainDate | string },
  errors: FieldError[] = [],
): ReportsPage {
  return {
    plans: plans.map(({ id, title }) => ({ value: id, text: title, selected: id === asked.plan })),
    asAt: asked.asAt,
    action: '/reports/milestone',
    importHref: '/imports/new',
    errors,
  }
}

export const reportsPage = definePage<ReportsPage>('reports/pages/reports.njk', () =>
  toReportsPage(
    [{ id: '0190a000-0000-7000-8000-000000000001', title: 'Anyshire Children’s Improvement Plan' }],
    { plan: null, asAt: '2011-02-30' },
    [{ field: 'asAt', text: 'Enter a real date' }],
  ),
)
