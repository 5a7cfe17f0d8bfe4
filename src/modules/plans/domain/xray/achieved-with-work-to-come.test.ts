import { expect, test } from 'vitest'
import { achievedWithWorkToCome } from './achieved-with-work-to-come.ts'
import { sampleUpdate, withMilestone } from './sample-plan.ts'

const look = (change: Parameters<typeof sampleUpdate>[0]) =>
  achievedWithWorkToCome.look(withMilestone({ latest: sampleUpdate(change) }))

const done = 'The standard is agreed. Teams will be briefed from 1 June 2026.'

test('challenges what is achieved while its note speaks of later work, and quotes it', () => {
  const [found] = look({ status: 'achieved', done })
  expect(found?.message).toContain('“Teams will be briefed from 1 June 2026.”')
})

test('reads the document’s own words where they are no state of the key', () => {
  expect(look({ status: null, statusWords: 'Completed', done })).toHaveLength(1)
  expect(look({ status: null, statusWords: 'Initial action completed', done })).toEqual([])
  expect(look({ status: null, statusWords: 'Complete by June', done })).toEqual([])
})

test('lets what is on track speak of the future', () => {
  expect(look({ status: 'on_track', done })).toEqual([])
})

test('counts what the lead puts down as next', () => {
  expect(look({ status: 'achieved', done: 'Agreed.', next: 'Need to brief the teams' })).toHaveLength(1)
})
