import { expect, test } from 'vitest'
import { milestoneWithoutDate } from './milestone-without-date.ts'
import { samplePlan, withMilestone } from './sample-plan.ts'

const messageFor = (change: Parameters<typeof withMilestone>[0]) =>
  milestoneWithoutDate.look(withMilestone(change))[0]?.message

test('names a milestone without a due date that works out, and quotes what stands there instead', () => {
  expect(milestoneWithoutDate.look(samplePlan())).toEqual([])
  expect(messageFor({ due: null, start: null })).toContain('has no due date. Agree')
  expect(messageFor({ due: { on: null, precision: null, words: 'Ongoing' } })).toContain(
    'that works out, only “Ongoing”',
  )
})

test('says that there is a start where there is one', () => {
  expect(messageFor({ due: null })).toContain('no due date, only a start (February 2026)')
})
