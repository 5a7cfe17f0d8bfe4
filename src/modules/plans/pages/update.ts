import type { PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleMilestoneInput } from './milestone.ts'
import { errorSummary, toUpdateForm, type UpdateForm, type UpdateInput } from './update-form.ts'

export interface UpdatePage {
  title: string
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  form: UpdateForm
}

/** The page on which one milestone is updated. */
export function toUpdatePage(input: UpdateInput, today: PlainDate): UpdatePage {
  const form = toUpdateForm(input, paths.updateMilestone(input.milestone.id), today)
  return {
    title: `Update ${form.name.toLowerCase()} for ${form.month}`,
    plan: { title: input.plan.title, href: paths.plan(input.plan.id) },
    errors: errorSummary([input]),
    form,
  }
}

export function exampleUpdateInput(index = 3): UpdateInput {
  const { plan, milestone, action } = exampleMilestoneInput(index)
  return { plan, milestone, action, period: '2026-11-01', once: 'one-time', values: null, errors: [] }
}

/** The same form sent back, with faults and with what was typed. */
export function exampleFaultyUpdateInput(): UpdateInput {
  return {
    ...exampleUpdateInput(),
    values: {
      status: 'achieved',
      done: 'Published on 12 November.',
      next: '',
      support_needed: 'yes',
      support: '',
      evidence: '',
    },
    errors: [
      { field: 'support', text: 'Say what support is needed, and from whom' },
      { field: 'evidence', text: 'Say what shows that the outcome was achieved' },
    ],
  }
}

export const updatePage = definePage<UpdatePage>('plans/pages/update.njk', () =>
  toUpdatePage(exampleFaultyUpdateInput(), EXAMPLE_TODAY),
)
