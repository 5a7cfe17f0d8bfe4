import { expect, test } from 'vitest'
import { citationElsewhere } from './citation-elsewhere.ts'
import { samplePlan, withMilestone } from './sample-plan.ts'

const citing = (words: string) =>
  citationElsewhere.look(withMilestone({ cites: [{ findingId: null, words }] }))

test('notes a numbered finding of a review that is not held', () => {
  expect(citing('CQC Rec 3')[0]?.message).toContain('“CQC Rec 3”, and no findings of that review are held')
})

test('says nothing of the review that is held', () => {
  expect(citationElsewhere.look(samplePlan())).toEqual([])
  expect(citing('Ofsted Feb 2026 – Rec 15')).toEqual([])
})
