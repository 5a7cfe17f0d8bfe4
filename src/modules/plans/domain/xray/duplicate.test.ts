import { expect, test } from 'vitest'
import { duplicate } from './duplicate.ts'
import { sampleAction, sampleMilestone, samplePlan } from './sample-plan.ts'

const look = (change: Parameters<typeof samplePlan>[0]) => duplicate.look(samplePlan(change))
const again = { id: 'm2', ref: '1.2' }

test('names a milestone with the same number and the same beginning, even under another action', () => {
  const actions = [sampleAction(), sampleAction({ id: 'a2', ref: '2', words: 'Another' })]
  const words = 'Visiting standard agreed with team managers.'
  const milestones = [sampleMilestone(), sampleMilestone({ id: 'm2', actionId: 'a2', words })]
  expect(look({ actions, milestones })[0]?.message).toContain('says the same as milestone 1.1')
})

test('names the same words twice under one action, and leaves them alone under two', () => {
  expect(look({ milestones: [sampleMilestone(), sampleMilestone(again)] })).toHaveLength(1)
  const actions = [sampleAction(), sampleAction({ id: 'a2', ref: '2', words: 'Another' })]
  const apart = [sampleMilestone(), sampleMilestone({ ...again, actionId: 'a2' })]
  expect(look({ actions, milestones: apart })).toEqual([])
})

test('names a number that two different actions have', () => {
  const actions = [sampleAction(), sampleAction({ id: 'a2', words: 'Improve supervision' })]
  const found = look({ actions })
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain('2 different actions have the number 1')
})

test('passes on what the document printed twice and was read once', () => {
  const thing = { kind: 'milestone' as const, ref: '1.1', text: 'Visiting standard agreed' }
  const found = look({ printedTwice: [{ thing, words: 'line 8 is the same row as line 7.' }] })
  expect(found[0]?.message).toContain('is printed twice: line 8 is the same row as line 7.')
})

test('lets milestones that share an action’s number differ in their words', () => {
  const milestones = [sampleMilestone({ ref: '1' }), sampleMilestone({ ...again, ref: '1', words: 'Audit' })]
  expect(look({ milestones })).toEqual([])
})
