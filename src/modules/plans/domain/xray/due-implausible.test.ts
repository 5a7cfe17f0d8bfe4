import { expect, test } from 'vitest'
import { dueImplausible } from './due-implausible.ts'
import { dayOn, monthOf, sampleMilestone, samplePlan, sampleUpdate, withMilestone } from './sample-plan.ts'

const achieved = sampleUpdate({ status: 'achieved' })

test.each(['2062-04-30', '2002-04-30'])('doubts a year far from the document: %s', (on) => {
  const found = dueImplausible.look(withMilestone({ due: dayOn(on), latest: achieved }))
  expect(found[0]?.message).toContain("far from the plan's own day, 31 March 2026")
})

test('doubts a deadline before the plan began, unless it was met', () => {
  const due = monthOf('2025-12-31')
  expect(dueImplausible.look(withMilestone({ due }))[0]?.message).toContain('before the plan came into force')
  expect(dueImplausible.look(withMilestone({ due, latest: achieved }))).toEqual([])
})

test('believes the rest', () => {
  expect(dueImplausible.look(samplePlan())).toEqual([])
})

test('measures a plan without a day of its own by its other dates', () => {
  const others = Array.from({ length: 6 }, (_, index) => sampleMilestone({ id: `m${index}`, ref: null }))
  const odd = sampleMilestone({ id: 'odd', ref: '9', start: null, due: monthOf('2025-04-30') })
  const plan = samplePlan({ documentOn: null, inForceFrom: null, milestones: [...others, odd] })
  expect(dueImplausible.look(plan).map(({ thing }) => thing.ref)).toEqual(['9'])
})
