import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { examplePlan } from './example.ts'
import { filterWords } from './plan-filter.ts'
import { type PlanQuery, WHOLE_PLAN } from './plan-query.ts'
import { queryText, readQueryText } from './plan-reading.ts'
import { count } from './words.ts'

export interface ViewsInput {
  plan: PlanAsAt
  views: readonly { id: string; personId: string; by: string; name: string; query: string; shared: boolean }[]
  readerId: string | null
  /** The view that the reader comes from. */
  query: PlanQuery | null
  /** The view whose change was at fault. */
  renamed: string | null
  typed: FormValues | null
  errors: readonly FieldError[]
}

/** Ways of looking at a plan that somebody kept. */
export interface ViewsPage {
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  save: {
    action: string
    view: string
    words: string
    name: string
    shared: boolean
    error: string | null
  } | null
  own: OwnView[]
  ownWords: string
  others: { name: string; href: string; words: string; by: string }[]
  othersWords: string
}

export interface OwnView {
  id: string
  name: string
  href: string
  words: string
  forWhom: string
  change: { action: string; open: boolean; name: string; shared: boolean; error: string | null }
  remove: string
}

export function toViewsPage(input: ViewsInput): ViewsPage {
  const { plan, views, readerId, errors, renamed } = input
  const own = views.filter(({ personId }) => personId === readerId)
  const others = views.filter(({ personId }) => personId !== readerId)
  return {
    plan: { title: plan.title, href: paths.plan(plan.id) },
    errors: errors.map(({ field, text }) => ({ text, href: `#${renamed ? `${field}-${renamed}` : field}` })),
    save: toSave(input),
    own: own.map((view) => toOwn(view, input)),
    ownWords: `${count(own.length, 'view')} of your own, by name`,
    others: others.map(({ name, query, by }) => ({ name, ...shownOf(plan, query), by })),
    othersWords: `${count(others.length, 'view')} saved for everybody by others, by name`,
  }
}

/** The whole plan by theme is where everybody begins: there is nothing to keep. */
function toSave({ plan, query, renamed, typed, errors }: ViewsInput): ViewsPage['save'] {
  if (query === null || queryText(query) === '') return null
  const mine = renamed === null
  return {
    action: paths.views(plan.id),
    view: queryText(query),
    words: filterWords(plan, query),
    name: mine ? textOf(typed, 'name') : '',
    shared: mine && textOf(typed, 'shared') === 'yes',
    error: mine ? (errors[0]?.text ?? null) : null,
  }
}

function toOwn(view: ViewsInput['views'][number], { plan, renamed, typed, errors }: ViewsInput): OwnView {
  const open = renamed === view.id
  return {
    id: view.id,
    name: view.name,
    ...shownOf(plan, view.query),
    forWhom: view.shared ? 'For every reader' : 'Only for you',
    change: {
      action: paths.changeView(view.id),
      open,
      name: open ? textOf(typed, 'name') : view.name,
      shared: open ? textOf(typed, 'shared') === 'yes' : view.shared,
      error: open ? (errors[0]?.text ?? null) : null,
    },
    remove: paths.removeView(view.id),
  }
}

const shownOf = (plan: PlanAsAt, query: string) => ({
  href: paths.planView(plan.id, query),
  words: filterWords(plan, readQueryText(query)),
})

function textOf(typed: FormValues | null, field: string): string {
  const value = typed?.[field]
  return typeof value === 'string' ? value : ''
}

export const viewsPage = definePage<ViewsPage>('plans/pages/views.njk', () =>
  toViewsPage({
    plan: examplePlan(12),
    views: [
      {
        ...{ id: 'view-1', personId: 'me', by: 'Programme Manager', name: 'Late, by lead' },
        ...{ query: 'by=lead&due=overdue', shared: false },
      },
      {
        ...{ id: 'view-2', personId: 'other', by: 'Head of Care', name: 'For the board' },
        ...{ query: 'status=not_achieved', shared: true },
      },
    ],
    readerId: 'me',
    query: { ...WHOLE_PLAN, status: 'off_track' },
    renamed: null,
    typed: { name: '', shared: 'yes' },
    errors: [{ field: 'name', text: 'Give the view a name' }],
  }),
)
