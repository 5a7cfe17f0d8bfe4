import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { explain, isWorkedOut } from '../domain/deadline.ts'
import type { FindingEntry, ReviewFacts } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { kindChoices } from './add-findings.ts'
import { exampleFindings, exampleReview } from './example.ts'

type Texts = 'ref' | 'words' | 'group' | 'provenance' | 'remark' | 'deadlineWords' | 'deadlineOn'

/** Changing what is held of a finding. */
export interface ChangeFindingPage {
  title: string
  review: { title: string; href: string }
  send: string
  seen: string
  kinds: { id: string; value: string; text: string; checked: boolean }[]
  values: Record<Texts, string>
  /** How one comes to the day that is held now; null where there is no deadline. */
  how: string | null
  errors: FieldError[]
}

export interface ChangeFindingInput {
  finding: FindingEntry
  review: ReviewFacts
  seen: string
  values: FormValues | null
  errors: FieldError[]
}

const KINDS = [
  ['finding', 'A finding with its text'],
  ['theme', 'A headline: the review has not given its text yet'],
] as const

export function toChangeFindingPage(input: ChangeFindingInput): ChangeFindingPage {
  const { finding, review, seen, values, errors } = input
  const deadline = {
    ...{ words: finding.deadlineWords, on: finding.deadlineOn, precision: finding.deadlinePrecision },
  }
  // A day that was worked out is left empty, so that it goes on following the words.
  const held = { ...finding, deadlineOn: isWorkedOut(deadline, review) ? null : finding.deadlineOn }
  const typed = (field: Texts) => String((values ? values[field] : held[field]) ?? '')
  return {
    title: `Change finding ${finding.ref}`,
    review: { title: review.title, href: paths.finding(review.id, finding.id) },
    ...{ send: paths.changeFinding(finding.id), seen, errors, how: explain(deadline, review) },
    kinds: kindChoices(KINDS, String(values ? (values.kind ?? '') : finding.kind)),
    values: {
      ...{ ref: typed('ref'), words: typed('words'), group: typed('group'), remark: typed('remark') },
      ...{ provenance: typed('provenance'), deadlineWords: typed('deadlineWords') },
      deadlineOn: typed('deadlineOn'),
    },
  }
}

export const changeFindingPage = definePage<ChangeFindingPage>('reviews/pages/change-finding.njk', () => {
  const [finding] = exampleFindings()
  if (!finding) throw new Error('The example has no finding')
  return toChangeFindingPage({
    ...{ finding, review: exampleReview(), seen: '1', values: null },
    errors: [{ field: 'ref', text: 'Another finding of this review has this number: give another' }],
  })
})
