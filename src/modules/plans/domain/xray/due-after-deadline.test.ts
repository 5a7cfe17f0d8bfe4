import { expect, test } from 'vitest'
import { dueAfterDeadline } from './due-after-deadline.ts'
import { dayOn, monthOf, sampleAction, sampleFinding, sampleMilestone, samplePlan } from './sample-plan.ts'

const cites = [{ findingId: 'f1', words: 'Ofsted Rec 1' }]
const findings = [sampleFinding({ deadline: dayOn('2026-05-25', 'Within three months') })]

test('names a milestone that is due after the deadline of the finding it cites, by as little as six days', () => {
  const milestones = [sampleMilestone({ cites, due: dayOn('2026-05-31') })]
  const found = dueAfterDeadline.look(samplePlan({ findings, milestones }))
  expect(found).toHaveLength(1)
  expect(found[0]?.thing.kind).toBe('milestone')
  expect(found[0]?.message).toContain('due 31 May 2026, after the deadline of finding 1, 25 May 2026')
  expect(found[0]?.message).toContain('“Within three months”')
})

test('counts a month by its last day', () => {
  const late = samplePlan({ findings, milestones: [sampleMilestone({ cites, due: monthOf('2026-05-31') })] })
  expect(dueAfterDeadline.look(late)).toHaveLength(1)
  const inTime = samplePlan({ findings, milestones: [sampleMilestone({ cites, due: dayOn('2026-05-25') })] })
  expect(dueAfterDeadline.look(inTime)).toEqual([])
})

test('holds an action to its last milestone where none of them cites the finding itself', () => {
  const milestones = [
    sampleMilestone({ due: dayOn('2026-05-31') }),
    sampleMilestone({ id: 'm2', ref: '1.2', due: dayOn('2026-07-31') }),
  ]
  const found = dueAfterDeadline.look(samplePlan({ findings, milestones, actions: [sampleAction()] }))
  expect(found.map(({ thing }) => thing.kind)).toEqual(['action'])
  expect(found[0]?.message).toContain('31 July 2026')
})
