import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type Pickable, pick } from '../domain/pick.ts'
import { paths } from '../paths.ts'
import { exampleFindings, exampleReview } from './example.ts'
import { type Choice, choices } from './words.ts'

/** Choosing findings of all reviews that say the same: for a new group, or for one that is there. */
export interface PickPage {
  title: string
  back: { href: string; text: string }
  send: string
  once: string | null
  /** Null where the group has its words already. */
  words: string | null
  search: string
  reviews: Choice[]
  count: string
  sections: { id: string; title: string; rows: PickRow[] }[]
  submit: string
  errors: FieldError[]
}

interface PickRow {
  id: string
  /** Of its box: the first on the page is where the error summary leads. */
  field: string
  text: string
  checked: boolean
  /** Why it cannot be chosen. */
  taken: string | null
}

export interface PickInput {
  /** Of every review, also those that are in a group. */
  all: readonly Pickable[]
  group: { id: string; words: string; findingIds: readonly string[] } | null
  once: string
  values: FormValues
  ticked: readonly string[]
  errors: FieldError[]
}

export function toPickPage({ all, group, once, values, ticked, errors }: PickInput): PickPage {
  const open = all.filter(({ finding }) => !group?.findingIds.includes(finding.id))
  const [search, review] = [String(values.search ?? ''), String(values.review ?? '')]
  const picked = pick(open, { search, review, ticked })
  return {
    title: group ? 'Add findings to a group' : 'Say that findings are the same',
    back: group
      ? { href: paths.group(group.id), text: 'Group' }
      : { href: paths.groups(), text: 'Findings that are the same' },
    send: group ? paths.groupMembers(group.id) : paths.newGroup(),
    once: group ? null : once,
    words: group ? null : String(values.words ?? ''),
    search,
    reviews: choices(reviewsOf(open), 'All reviews', review),
    count: `${counted(picked.ticked.length + picked.fitting.length, 'finding')} of ${open.length}, ticked ones first, then by review`,
    sections: withFields(sectionsOf(picked.ticked, picked.fitting)),
    submit: group ? 'Add them to the group' : 'They are the same',
    errors,
  }
}

function reviewsOf(all: readonly Pickable[]): [string, string][] {
  const titles = new Map(all.map(({ review }) => [review.id, review.title]))
  return [...titles].sort(([, a], [, b]) => a.localeCompare(b))
}

function sectionsOf(ticked: readonly Pickable[], fitting: readonly Pickable[]): PickPage['sections'] {
  const byReview = Map.groupBy(fitting, ({ review }) => review.id)
  return [
    ...(ticked.length > 0
      ? [{ id: 'ticked', title: 'Ticked', rows: ticked.map((one) => toRow(one, true)) }]
      : []),
    ...[...byReview].map(([id, list]) => ({
      ...{ id: `review-${id}`, title: list[0]?.review.title ?? '' },
      rows: list.map((one) => toRow(one, false)),
    })),
  ]
}

const toRow = ({ finding, review, groupWords }: Pickable, ticked: boolean): PickRow => ({
  ...{ id: finding.id, field: '', checked: ticked && groupWords === null },
  text: `${ticked ? `${review.title}, ` : ''}${finding.ref}. ${finding.words}`,
  taken: groupWords && `In the group “${groupWords}”`,
})

/** The first box on the page bears the name of the field: the error summary leads there. */
function withFields(sections: PickPage['sections']): PickPage['sections'] {
  const first = sections.flatMap(({ rows }) => rows).find(({ taken }) => taken === null)
  return sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({ ...row, field: row === first ? 'finding' : `finding-${row.id}` })),
  }))
}

export const pickPage = definePage<PickPage>('reviews/pages/pick.njk', () =>
  toPickPage({
    all: exampleFindings().map((finding, at) => ({
      ...{ finding, review: exampleReview(), groupWords: at === 2 ? 'Leadership' : null },
    })),
    ...{ group: null, once: 'one-time', values: { search: '' }, ticked: ['finding-1'] },
    errors: [{ field: 'finding', text: 'Choose two findings or more that say the same' }],
  }),
)
