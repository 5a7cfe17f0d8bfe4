import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { FrontMatter } from '../domain/front-matter.ts'
import { paths } from '../paths.ts'
import { type Field, linkedErrors, sentList, type TypedForm, toField } from './fields.ts'

export interface FrontMatterPage {
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  send: string
  seen: string
  commitment: Field
  messages: { id: string; label: string; value: string }[]
}

/** Boxes left free for messages to come. */
const FREE = 2

export function toFrontMatterPage(input: {
  plan: { id: string; title: string }
  front: FrontMatter
  seen: string
  typed: TypedForm
}): FrontMatterPage {
  const { plan, front, seen, typed } = input
  const messages = typed.values ? sentList(typed.values, 'message') : front.messages
  const boxes = [...messages, ...Array<string>(FREE).fill('')]
  return {
    plan: { title: plan.title, href: paths.editions(plan.id) },
    errors: linkedErrors(typed.errors, { seen: 'commitment', message: 'message-1' }),
    send: paths.frontMatter(plan.id),
    seen,
    commitment: toField(typed, 'words', 'commitment', {
      label: 'Our commitment',
      hint: 'One or two sentences that every partner stands behind',
      value: front.commitment,
    }),
    messages: boxes.map((value, at) => ({ id: `message-${at + 1}`, label: `Message ${at + 1}`, value })),
  }
}

export const frontMatterPage = definePage<FrontMatterPage>('editions/pages/front-matter.njk', () =>
  toFrontMatterPage({
    plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
    front: { commitment: 'Every child is seen and heard.', messages: ['Together we protect children.'] },
    seen: 'mark',
    typed: { values: null, errors: [{ field: 'seen', text: 'Somebody changed this' }] as FieldError[] },
  }),
)
