import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type Holding, holderOn } from '../domain/holdings.ts'
import { identityPaths } from '../paths.ts'
import { type Tab, tabsOf } from './tabs.ts'

/** Every post, and who holds it. */
export interface PostsPage {
  tabs: Tab[]
  action: string
  count: string
  takeAway: TakeAway | null
  rows: { title: string; href: string; partner: string; holder: string; since: string; others: string[] }[]
  partners: { value: string; text: string; selected: boolean }[]
  title: string
  errors: FieldError[]
}

interface PostFacts {
  id: string
  title: string
  partner: string | null
  holdings: readonly Holding[]
}

export function toPostsPage(input: {
  posts: readonly PostFacts[]
  partners: readonly { id: string; name: string }[]
  today: PlainDate
  values: FormValues
  errors: FieldError[]
}): PostsPage {
  const { title = '', partner = '' } = input.values
  return {
    tabs: tabsOf(identityPaths.posts),
    action: identityPaths.posts,
    takeAway: input.posts.length === 0 ? null : takeAway(identityPaths.postsTable),
    count: countOf(input.posts, input.today),
    rows: input.posts.map((post) => toRow(post, input.today)),
    partners: input.partners.map(({ id, name }) => ({ value: id, text: name, selected: id === partner })),
    title: String(title),
    errors: input.errors,
  }
}

function countOf(posts: readonly PostFacts[], today: PlainDate): string {
  const vacant = posts.filter(({ holdings }) => !holderOn(holdings, today)).length
  return `${counted(posts.length, 'post')}, by title; ${vacant === 0 ? 'none' : vacant} vacant`
}

function toRow({ id, title, partner, holdings }: PostFacts, today: PlainDate): PostsPage['rows'][number] {
  const holder = holderOn(holdings, today)
  return {
    title,
    href: identityPaths.post(id),
    partner: partner ?? '',
    holder: holder?.name ?? 'Vacant',
    since: holder ? `since ${formatDay(holder.from)}` : '',
    others: holdings
      .filter((one) => one !== holder)
      .toReversed()
      .map((one) => timeOf(one, today)),
  }
}

/** "X, 1 May 2025 to 30 November 2026", "X, from 1 December 2026". */
export function timeOf({ name, from, to }: Holding, today: PlainDate): string {
  if (to) return `${name}, ${formatDay(from)} to ${formatDay(to)}`
  return `${name}, ${from > today ? 'from' : 'since'} ${formatDay(from)}`
}

export const EXAMPLE_POST: PostFacts = {
  id: '0190a000-0000-7000-8000-000000000010',
  title: 'Head of First Response',
  partner: 'Anyshire Council',
  holdings: [
    { id: 'h1', personId: 'p1', name: 'First Holder', from: '2024-05-01', to: '2026-03-31' },
    { id: 'h2', personId: 'p2', name: 'Second Holder', from: '2026-04-01', to: null },
  ],
}

export const postsPage = definePage<PostsPage>('identity/pages/posts.njk', () =>
  toPostsPage({
    posts: [EXAMPLE_POST, { ...EXAMPLE_POST, title: 'Workforce Lead', partner: null, holdings: [] }],
    partners: [{ id: '0190a000-0000-7000-8000-000000000003', name: 'Anyshire Council' }],
    today: '2026-11-24',
    values: {},
    errors: [{ field: 'title', text: 'Enter a title' }],
  }),
)
