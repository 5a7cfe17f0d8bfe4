import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { examplePlan, type PlanAsAt } from '../../plans/index.ts'
import { paths } from '../paths.ts'
import { type ChoiceGroup, toPlanChoices } from './plan-choices.ts'
import { type Typed, textIn } from './typed.ts'

/** A link that is added by hand. */
export interface LinkNewPage {
  plan: { title: string; href: string }
  send: string
  once: string
  from: ChoiceGroup[]
  to: ChoiceGroup[]
  kind: string
  words: string
  errors: FieldError[]
}

export const toLinkNewPage = (plan: PlanAsAt, { values, once, errors }: Typed): LinkNewPage => ({
  plan: { title: plan.title, href: paths.links(plan.id) },
  send: paths.newLink(plan.id),
  once: textIn(values, 'once') || once,
  from: toPlanChoices(plan, textIn(values, 'from')),
  to: toPlanChoices(plan, textIn(values, 'to')),
  kind: textIn(values, 'kind'),
  words: textIn(values, 'words'),
  errors,
})

export const linkNewPage = definePage<LinkNewPage>('programme/pages/link-new.njk', () =>
  toLinkNewPage(examplePlan(), {
    ...{ values: { kind: 'depends_on', words: 'The board has to agree the terms first' }, once: 'one-time' },
    errors: [{ field: 'to', text: 'Choose what the link leads to' }],
  }),
)
