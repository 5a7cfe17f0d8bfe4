import { expect, test } from 'vitest'
import type { LinkFacts } from '../facts.ts'
import { dueBeforeWhatItNeeds } from './due-before-what-it-needs.ts'
import { monthOf, sampleAction, sampleMilestone, samplePlan, sampleUpdate } from './sample-plan.ts'

const waits: LinkFacts = {
  ...{ id: 'l1', kind: 'depends_on', words: 'depends on 1.2' },
  ...{ from: { kind: 'milestone', id: 'm1' }, to: { kind: 'milestone', id: 'm2' } },
}

const withTwo = (due: string, link: Partial<LinkFacts> = {}, more = {}) =>
  samplePlan({
    milestones: [
      sampleMilestone({ due: monthOf('2026-04-30') }),
      sampleMilestone({ id: 'm2', ref: '1.2', words: 'Training is bought', due: monthOf(due), ...more }),
    ],
    links: [{ ...waits, ...link }],
  })

const look = (...given: Parameters<typeof withTwo>) => dueBeforeWhatItNeeds.look(withTwo(...given))

test('names a milestone that is due before what it waits for, with both dates', () => {
  const [found, ...more] = look('2026-06-30')
  expect(found?.thing).toMatchObject({ kind: 'milestone', ref: '1.1' })
  expect(found?.message).toBe(
    'Milestone 1.1 “Visiting standard agreed with team managers” is due April 2026, and waits for milestone 1.2 “Training is bought”, which is due later, June 2026. Move one of the dates, or end the link if it no longer waits.',
  )
  expect(more).toEqual([])
})

test('takes an action by the last of its milestones', () => {
  const plan = withTwo('2026-06-30', { to: { kind: 'action', id: 'a2' } }, { actionId: 'a2' })
  const actions = [sampleAction(), sampleAction({ id: 'a2', ref: '2', words: 'Buy training' })]
  expect(dueBeforeWhatItNeeds.look({ ...plan, actions })[0]?.message).toContain('waits for action 2')
})

test('is content with the same month, with a reference, with what is done or dropped, and without a date', () => {
  expect(look('2026-04-30')).toEqual([])
  expect(look('2026-06-30', { kind: 'see_also' })).toEqual([])
  expect(look('2026-06-30', {}, { latest: sampleUpdate({ status: 'achieved' }) })).toEqual([])
  const waiting = withTwo('2026-06-30')
  const done = sampleMilestone({ latest: sampleUpdate({ status: 'achieved' }) })
  const milestones = [done, ...waiting.milestones.slice(1)]
  expect(dueBeforeWhatItNeeds.look({ ...waiting, milestones })).toEqual([])
  expect(look('2026-06-30', {}, { dropped: { on: '2026-03-01', reason: 'Merged' } })).toEqual([])
  expect(look('2026-06-30', {}, { due: null })).toEqual([])
})
