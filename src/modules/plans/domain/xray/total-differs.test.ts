import { expect, test } from 'vitest'
import { samplePlan } from './sample-plan.ts'
import { totalDiffers } from './total-differs.ts'

const look = (stated: number, of: 'milestones' | 'on_track') =>
  totalDiffers.look(samplePlan({ totals: [{ label: 'On track', stated, of }] }))

test('names a printed total that the plan does not bear out', () => {
  expect(look(12, 'on_track')[0]?.message).toContain(
    'as 12, and counting the milestones that are “On track” gives 1',
  )
})

test('is content with a total that is right', () => {
  expect([...look(1, 'on_track'), ...look(1, 'milestones')]).toEqual([])
})
