import { expect, test } from 'vitest'
import { actionWithoutLead } from './action-without-lead.ts'
import { sampleAction, sampleMilestone, samplePlan } from './sample-plan.ts'

test('names an action only when neither it nor any of its milestones has a lead', () => {
  const actions = [sampleAction({ leads: [] })]
  const led = samplePlan({ actions })
  expect(actionWithoutLead.look(led)).toEqual([])
  const unled = samplePlan({ actions, milestones: [sampleMilestone({ leads: [] })] })
  expect(actionWithoutLead.look(unled).map(({ thing }) => thing.ref)).toEqual(['1'])
})
