import { expect, test } from 'vitest'
import { actionWithoutMeasure } from './action-without-measure.ts'
import { sampleAction, sampleFinding, samplePlan } from './sample-plan.ts'

test('names the action without a criterion among others that have one', () => {
  const actions = [sampleAction(), sampleAction({ id: 'a2', ref: '2', criteria: [], cites: [] })]
  expect(actionWithoutMeasure.look(samplePlan({ actions })).map(({ thing }) => thing.ref)).toEqual(['2'])
})

test('says it once for the whole plan where no action has any', () => {
  const actions = ['a1', 'a2', 'a3'].map((id) => sampleAction({ id, criteria: [] }))
  const found = actionWithoutMeasure.look(samplePlan({ actions }))
  expect(found).toHaveLength(1)
  expect(found[0]?.thing.kind).toBe('plan')
  expect(found[0]?.message).toContain('None of the plan’s 3 actions'.replace('’', "'"))
})

test('is content with a measure of the finding that the action answers', () => {
  const plan = samplePlan({
    actions: [sampleAction({ criteria: [] })],
    findings: [sampleFinding({ measures: ['Re-audit shows nine in ten'] })],
  })
  expect(actionWithoutMeasure.look(plan)).toEqual([])
})
