import { expect, test } from 'vitest'
import { citationWithoutNumber } from './citation-without-number.ts'
import { withMilestone } from './sample-plan.ts'

const citing = (findingId: string | null, words: string) =>
  citationWithoutNumber.look(withMilestone({ cites: [{ findingId, words }] }))

test('flags a review that is cited without saying which finding', () => {
  expect(citing(null, 'Ofsted Feb 2026')[0]?.message).toContain(
    'cites “Ofsted Feb 2026” without saying which',
  )
})

test('is content with a number, or with a citation that was settled by hand', () => {
  expect(citing(null, 'Ofsted Feb 2026 Rec - 4')).toEqual([])
  expect(citing(null, 'Ofsted Rec13')).toEqual([])
  expect(citing('f1', 'Ofsted Feb 2026')).toEqual([])
})
