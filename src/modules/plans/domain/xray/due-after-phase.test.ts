import { expect, test } from 'vitest'
import { dueAfterPhase } from './due-after-phase.ts'
import { dayOn, monthOf, samplePlan, withMilestone } from './sample-plan.ts'

test('names a milestone that is due after its phase ends', () => {
  const [found] = dueAfterPhase.look(withMilestone({ due: monthOf('2026-07-31') }))
  expect(found?.message).toContain('is due July 2026, after “First phase” ends on 30 June 2026')
})

test('lets a month end with the phase', () => {
  expect(dueAfterPhase.look(withMilestone({ due: monthOf('2026-06-30') }))).toEqual([])
  expect(dueAfterPhase.look(withMilestone({ due: dayOn('2026-06-30') }))).toEqual([])
})

test('says nothing where the phase has no end', () => {
  const plan = samplePlan({ phases: [{ id: 'p1', name: 'First phase', endsOn: null }] })
  expect(dueAfterPhase.look(plan)).toEqual([])
})
