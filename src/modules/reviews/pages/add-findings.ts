import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'

/** Adding findings to a review: one, or a whole list. */
export interface AddFindingsPage {
  review: { title: string; href: string }
  send: string
  once: string
  kinds: { id: string; value: string; text: string; checked: boolean }[]
  values: Record<'lines' | 'group' | 'provenance' | 'deadlineWords', string>
  /** Groups of this review that findings are in already. */
  groups: string[]
  errors: FieldError[]
}

export interface AddFindingsInput {
  review: { id: string; title: string }
  groups: readonly string[]
  once: string
  values: FormValues | null
  errors: FieldError[]
}

const KINDS = [
  ['finding', 'Findings with their text'],
  ['theme', 'Headlines: the review has not given their text yet'],
] as const

export function toAddFindingsPage(input: AddFindingsInput): AddFindingsPage {
  const { review, groups, once, values, errors } = input
  const typed = (field: string) => String(values?.[field] ?? '')
  return {
    review: { title: review.title, href: paths.review(review.id) },
    ...{ send: paths.addFindings(review.id), once, groups: [...groups], errors },
    kinds: kindChoices(KINDS, typed('kind')),
    values: {
      ...{ lines: typed('lines'), group: typed('group') },
      ...{ provenance: typed('provenance'), deadlineWords: typed('deadlineWords') },
    },
  }
}

/** The first is where the error summary leads, and what is chosen when nothing was. */
export const kindChoices = (
  kinds: readonly (readonly [string, string])[],
  chosen: string,
): AddFindingsPage['kinds'] =>
  kinds.map(([value, text], at) => ({
    ...{ id: at === 0 ? 'kind' : `kind-${value}`, value, text },
    checked: chosen === '' ? at === 0 : value === chosen,
  }))

export const addFindingsPage = definePage<AddFindingsPage>('reviews/pages/add-findings.njk', () =>
  toAddFindingsPage({
    ...{ review: { id: 'review-1', title: 'Inspection of children’s services' }, once: 'one-time' },
    groups: ['Help and protection', 'Care leavers'],
    values: { lines: '1\tSee children alone\n1\tSupervise', deadlineWords: 'within three months' },
    errors: [{ field: 'lines', text: 'The number 1 is taken: give each finding a number of its own' }],
  }),
)
