import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../platform/calendar.ts'
import { LONGEST_DAYS, refusalOfStandIn, type StandIn, type WishedStandIn } from './stand-ins.ts'

const TODAY = '2026-11-24'
const named = (name: string) => ({ id: name, name })

const wish = (person: string, standIn: string, from: number, days: number): WishedStandIn => ({
  ...{ person: named(person), standIn: named(standIn) },
  ...{ from: addDays(TODAY, from), to: addDays(TODAY, from + days - 1) },
})

test.each([
  ['for oneself', wish('Ann', 'Ann', 0, 5), 'standIn'],
  ['from yesterday', wish('Ann', 'Ben', -1, 5), 'from'],
  ['to a day before the first', wish('Ann', 'Ben', 3, 0), 'to'],
  ['for 91 days', wish('Ann', 'Ben', 0, LONGEST_DAYS + 1), 'to'],
])('nobody stands in %s', (_, asked, field) => {
  expect(refusalOfStandIn(asked, [], TODAY)?.field).toBe(field)
})

test('somebody stands in for 90 days', () => {
  expect(refusalOfStandIn(wish('Ann', 'Ben', 0, LONGEST_DAYS), [], TODAY)).toBeNull()
})

test('whoever stands in is told why they cannot be away, and whoever is away why they cannot stand in', () => {
  const held: StandIn[] = [{ id: '1', ...wish('Ann', 'Ben', 0, 10) }]
  expect(refusalOfStandIn(wish('Cai', 'Ann', 5, 2), held, TODAY)?.words).toBe(
    'Ann is away from 24 November 2026 to 3 December 2026: choose somebody else',
  )
  expect(refusalOfStandIn(wish('Ben', 'Cai', 5, 2), held, TODAY)?.words).toBe(
    'Ben stands in for Ann from 24 November 2026 to 3 December 2026: end that first, or enter other days',
  )
  expect(refusalOfStandIn(wish('Ben', 'Cai', 10, 2), held, TODAY)).toBeNull()
})

const person = fc.constantFrom('Ann', 'Ben', 'Cai', 'Dee')
const wishes = fc.array(
  fc
    .tuple(person, person, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
    .map((of) => wish(...of)),
  { maxLength: 30 },
)

test('whatever is asked, on no day does anybody stand in who is away, or two for one', () => {
  fc.assert(
    fc.property(wishes, (asked) => {
      const held: StandIn[] = []
      for (const one of asked) {
        if (!refusalOfStandIn(one, held, TODAY)) held.push({ id: String(held.length), ...one })
      }
      for (let day = 0; day < 90; day += 1) {
        const at = addDays(TODAY, day)
        const now = held.filter(({ from, to }) => from <= at && at <= to)
        const away = now.map((one) => one.person.name)
        expect(new Set(away).size).toBe(away.length)
        expect(now.filter((one) => away.includes(one.standIn.name))).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})
