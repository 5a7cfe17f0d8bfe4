import type { FindingEntry, GroupFacts, ReviewFacts } from '../domain/facts.ts'

export const EXAMPLE_DAY = '2026-11-24'

const PLAN = { id: 'plan-1', title: 'Anyshire Improvement Plan' }

/** An inspection that was published, as a page of a small area might show it. */
export const exampleReview = (): ReviewFacts => ({
  ...{ id: 'review-1', kind: 'inspection', title: 'Inspection of children’s services', body: 'Ofsted' },
  ...{
    state: 'published',
    expectedOn: null,
    expectedWords: null,
    heldFrom: '2026-05-11',
    heldTo: '2026-05-22',
  },
  ...{ publishedOn: '2026-07-09', receivedOn: '2026-06-25', planDueOn: '2026-10-16' },
  ...{ planDueWords: 'within 70 working days', url: 'https://reports.example/anyshire' },
  ...{ judgement: null, remark: 'A monitoring visit follows.', addedOn: '2026-07-09' },
  document: { name: 'Report.pdf', mediaType: 'application/pdf', sha256: '0'.repeat(64) },
  judgements: [
    {
      ...{ id: 'judgement-1', about: 'Help and protection', grade: 'inadequate' },
      ...{ addedOn: '2026-07-09', withdrawnOn: null },
    },
  ],
  ...{ findings: 2, themes: 1, plans: [PLAN] },
})

/** A peer review that is to come. */
export const exampleExpected = (): ReviewFacts => ({
  ...exampleReview(),
  ...{ id: 'review-2', kind: 'peer_review', title: 'Peer review of the front door', body: 'Northshire' },
  ...{ state: 'expected', expectedOn: '2027-01-18', heldFrom: null, heldTo: null, publishedOn: null },
  ...{ receivedOn: null, planDueOn: null, planDueWords: null, url: null, remark: null, document: null },
  ...{ judgements: [], findings: 0, themes: 0, plans: [] },
})

export const exampleFindings = (): FindingEntry[] => [
  finding('finding-1', '1', 'Decide on every contact within one working day.', {
    ...{ deadlineWords: 'Within three months', deadlineOn: '2026-10-09', deadlinePrecision: 'day' },
  }),
  finding('finding-2', '2', 'See children alone, and write down what they say.', {
    ...{ provenance: 'Said by the Care Quality Commission', deadlineWords: 'by the end of the spring term' },
  }),
  finding('finding-3', '3', 'Governance', { kind: 'theme', group: null }),
]

const finding = (id: string, ref: string, words: string, more: Partial<FindingEntry>): FindingEntry => ({
  ...{ id, reviewId: 'review-1', position: Number(ref), ref, words, group: 'Help and protection' },
  ...{ kind: 'finding', provenance: null, remark: null, addedOn: null },
  ...{ deadlineWords: null, deadlineOn: null, deadlinePrecision: null },
  ...more,
})

export const exampleGroup = (): GroupFacts => ({
  ...{ id: 'group-1', words: 'Children are seen alone', madeOn: '2026-11-01', madeBy: 'Programme Manager' },
  members: [
    {
      ...{ id: 'member-1', findingId: 'finding-2', ref: '2', from: '2026-11-01' },
      words: 'See children alone, and write down what they say.',
      review: {
        ...{ id: 'review-1', title: 'Inspection of children’s services', body: 'Ofsted' },
        publishedOn: '2026-07-09',
      },
    },
    {
      ...{ id: 'member-2', findingId: 'finding-9', ref: '4', from: '2026-11-01' },
      words: 'The child was never spoken to without an adult in the room.',
      review: {
        ...{ id: 'review-3', title: 'Case review of Child K', body: 'Safeguarding partnership' },
        publishedOn: '2026-02-12',
      },
    },
  ],
})
