import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type Holding, holderOn } from '../domain/holdings.ts'
import { VACANT } from '../forms.ts'
import { identityPaths } from '../paths.ts'
import { EXAMPLE_POST, timeOf } from './posts.ts'

/** One post, who has held it, and handing it over. */
export interface PostPage {
  title: string
  partner: string
  back: string
  now: string
  times: string[]
  action: string
  people: { value: string; text: string; selected: boolean }[]
  from: string
  errors: FieldError[]
}

export function toPostPage(input: {
  post: { id: string; title: string; partner: string | null; holdings: readonly Holding[] }
  people: readonly { id: string; name: string; partner: string | null }[]
  today: PlainDate
  values: FormValues
  errors: FieldError[]
}): PostPage {
  const { post, people, today } = input
  const holder = holderOn(post.holdings, today)
  const chosen = String(input.values.person ?? '')
  return {
    title: post.title,
    partner: post.partner ?? '',
    back: identityPaths.posts,
    now: holder ? `${holder.name} holds it, since ${formatDay(holder.from)}.` : 'Nobody holds it today.',
    times: post.holdings.toReversed().map((one) => timeOf(one, today)),
    action: identityPaths.handPostOver(post.id),
    people: [
      ...people.map(({ id, name, partner }) => ({
        value: id,
        text: partner ? `${name}, ${partner}` : name,
        selected: id === chosen,
      })),
      { value: VACANT, text: 'Nobody: it becomes vacant', selected: chosen === VACANT },
    ],
    from: String(input.values.from ?? ''),
    errors: input.errors,
  }
}

export const postPage = definePage<PostPage>('identity/pages/post.njk', () =>
  toPostPage({
    post: EXAMPLE_POST,
    people: [
      {
        id: '0190a000-0000-7000-8000-000000000002',
        name: 'Programme Manager',
        partner: 'Anyshire Council',
      },
    ],
    today: '2026-11-24',
    values: { from: '2026-12-01' },
    errors: [{ field: 'person', text: 'Select who takes the post, or that it becomes vacant' }],
  }),
)
