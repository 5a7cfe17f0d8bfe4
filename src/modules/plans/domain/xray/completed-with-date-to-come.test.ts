import { expect, test } from 'vitest'
import { completedWithDateToCome } from './completed-with-date-to-come.ts'
import { monthOf, sampleUpdate, withMilestone } from './sample-plan.ts'

const achieved = sampleUpdate({ status: 'achieved' })
const look = (change: Parameters<typeof withMilestone>[0]) =>
  completedWithDateToCome.look(withMilestone(change))

test('names what is achieved before it starts', () => {
  const start = monthOf('2026-05-01')
  expect(look({ latest: achieved, start })[0]?.message).toContain('its start date is May 2026')
  expect(look({ latest: sampleUpdate(), start })).toEqual([])
})

test('lets a milestone start in the month in which it was achieved', () => {
  expect(look({ latest: achieved, start: monthOf('2026-03-01') })).toEqual([])
})

test('names a completion date later than the document', () => {
  const found = look({ extra: { 'Completed on': '14 April 2026' } })
  expect(found[0]?.message).toContain('gives “14 April 2026” under “Completed on”')
  expect(look({ extra: { 'Completed on': '14 March 2026' } })).toEqual([])
  expect(look({ extra: { 'Review date': '14 April 2026' } })).toEqual([])
})
