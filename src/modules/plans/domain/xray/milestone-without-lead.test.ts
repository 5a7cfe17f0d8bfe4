import { expect, test } from 'vitest'
import { milestoneWithoutLead } from './milestone-without-lead.ts'
import { sampleMilestone, samplePlan, withMilestone } from './sample-plan.ts'

test('names a milestone that nobody leads', () => {
  expect(milestoneWithoutLead.look(samplePlan())).toEqual([])
  const [found] = milestoneWithoutLead.look(withMilestone({ leads: [] }))
  expect(found?.thing).toMatchObject({ kind: 'milestone', ref: '1.1', id: 'm1' })
  expect(found?.message).toMatch(/^Milestone 1\.1 “.+” has no lead\. Name /)
})

test('says it once for milestones under one number, and for each without a number', () => {
  const three = (ref: string | null) =>
    samplePlan({
      milestones: ['m1', 'm2', 'm3'].map((id) =>
        sampleMilestone({ id, ref, words: `Part ${id}`, leads: [] }),
      ),
    })
  expect(milestoneWithoutLead.look(three('1'))).toHaveLength(1)
  expect(milestoneWithoutLead.look(three('1'))[0]?.message).toContain('3 milestones numbered 1 ')
  expect(milestoneWithoutLead.look(three(null))).toHaveLength(3)
})
