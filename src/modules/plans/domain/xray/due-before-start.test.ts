import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueBeforeStart } from './due-before-start.ts'
import { dayOn, monthOf, samplePlan, withMilestone } from './sample-plan.ts'

test('names a milestone that is due before it starts, with both dates', () => {
  const found = dueBeforeStart.look(
    withMilestone({ start: monthOf('2026-09-01'), due: monthOf('2026-01-31') }),
  )
  expect(found[0]?.message).toContain('starts September 2026 and is due before that, January 2026')
})

test('lets a start and a deadline lie in the same month, however exact each is', () => {
  expect(dueBeforeStart.look(samplePlan())).toEqual([])
  const exactStart = withMilestone({ start: dayOn('2026-09-15'), due: monthOf('2026-09-30') })
  const exactDue = withMilestone({ start: monthOf('2026-09-01'), due: dayOn('2026-09-03') })
  expect([...dueBeforeStart.look(exactStart), ...dueBeforeStart.look(exactDue)]).toEqual([])
})

test('for two exact days, finds the fault exactly when the second is earlier', () => {
  const days = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, days, (start, due) => {
      const found = dueBeforeStart.look(withMilestone({ start: dayOn(start), due: dayOn(due) }))
      expect(found.length === 1).toBe(due < start)
    }),
  )
})
