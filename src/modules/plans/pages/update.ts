import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleMilestoneInput } from './milestone.ts'
import {
  errorSummary,
  readUpdateValues,
  toUpdateForm,
  type UpdateForm,
  type UpdateInput,
} from './update-form.ts'

export interface UpdatePage {
  title: string
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  form: UpdateForm
  /** Answers the oldest open query without an update; null where nothing is asked. */
  answer: { send: string; query: string; asked: string; error: string | null } | null
}

/** The page on which one milestone is updated; `answering` is of the form that answers a query in words only. */
export function toUpdatePage(
  input: UpdateInput,
  today: PlainDate,
  answering: readonly FieldError[] = [],
): UpdatePage {
  const form = toUpdateForm(input, paths.updateMilestone(input.milestone.id), today)
  const [query] = input.queries
  const error = answering[0]?.text ?? null
  return {
    title: `Update ${form.name.toLowerCase()} for ${form.month}`,
    plan: { title: input.plan.title, href: paths.plan(input.plan.id) },
    errors: [
      ...errorSummary([input]),
      ...(query && error ? [{ text: error, href: `#answer-${input.milestone.id}` }] : []),
    ],
    form,
    answer: query
      ? {
          ...{ send: paths.answerQuery(input.milestone.id), query: query.id },
          ...{ asked: query.words, error },
        }
      : null,
  }
}

export function exampleUpdateInput(index = 3): UpdateInput {
  const { plan, milestone, action } = exampleMilestoneInput(index)
  return {
    ...{ plan, milestone, action, period: '2026-11-01', once: 'one-time', values: null, errors: [] },
    ...{ attached: false, queries: [], forWhom: null },
    helpers: [
      { kind: 'board', id: 'board-1', name: 'Improvement Board' },
      { kind: 'post', id: 'post-1', name: 'Workforce Lead' },
    ],
  }
}

/** The same form sent back, with faults and with what was typed. */
export function exampleFaultyUpdateInput(): UpdateInput {
  return {
    ...exampleUpdateInput(),
    values: readUpdateValues({
      status: 'achieved',
      done: 'Published on 12 November.',
      support_needed: 'yes',
      support_to: 'board:board-1',
    }),
    queries: [{ id: 'query-1', words: 'Which teams were seen?', by: 'Programme Manager', on: '2026-11-20' }],
    forWhom: 'Head of Fostering',
    errors: [
      { field: 'support', text: 'Say what support is needed, and from whom' },
      { field: 'evidence', text: 'Say what shows that the outcome was achieved' },
    ],
  }
}

export const updatePage = definePage<UpdatePage>('plans/pages/update.njk', () =>
  toUpdatePage(exampleFaultyUpdateInput(), EXAMPLE_TODAY),
)
