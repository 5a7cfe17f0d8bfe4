import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../platform/calendar.ts'
import { type HandOver, type Holding, handOver, holderOn, refusalOfHandOver } from './holdings.ts'

const TODAY = '2026-11-24'
const held = (name: string, from: string, to: string | null = null): Holding => ({
  id: `${name} ${from}`,
  personId: name,
  name,
  from,
  to,
})
const to = (name: string) => ({ personId: name, name })

/** What the post's holdings are after a hand-over, as the action saves them. */
function handed(holdings: readonly Holding[], wish: HandOver, today: string): Holding[] {
  const { ends, instead, begins } = handOver(holdings, wish, today)
  const kept = holdings.map((one) => {
    if (one.id === ends?.id) return { ...one, to: ends.on }
    return one.id === instead?.id && wish.to ? { ...one, ...wish.to } : one
  })
  return begins && wish.to ? [...kept, held(wish.to.name, wish.from)] : kept
}

describe('handing a post over', () => {
  test('ends the old holding the day before the new one begins', () => {
    const holdings = handed([held('Ann', '2025-01-01')], { from: '2026-12-01', to: to('Ben') }, TODAY)
    expect(holdings).toEqual([held('Ann', '2025-01-01', '2026-11-30'), held('Ben', '2026-12-01')])
  })

  test('begins a holding where the post was vacant, and ends one where it becomes so', () => {
    expect(handed([], { from: TODAY, to: to('Ann') }, TODAY)).toEqual([held('Ann', TODAY)])
    expect(handed([held('Ann', '2025-01-01')], { from: TODAY, to: null }, TODAY)).toEqual([
      held('Ann', '2025-01-01', '2026-11-23'),
    ])
  })

  test('that is still to come can go to somebody else', () => {
    const waiting = [held('Ann', '2025-01-01', '2026-11-30'), held('Ben', '2026-12-01')]
    const wish = { from: '2026-12-01', to: to('Cai') }
    expect(refusalOfHandOver(waiting, wish, TODAY)).toBeNull()
    expect(handed(waiting, wish, TODAY).map(({ name }) => name)).toEqual(['Ann', 'Cai'])
  })

  test.each([
    [
      'before the present holder began',
      '2024-12-31',
      to('Ben'),
      'Ann holds this post from 1 January 2025: enter a later day',
    ],
    [
      'on the day they began',
      '2025-01-01',
      to('Ben'),
      'Ann holds this post from 1 January 2025: enter a later day',
    ],
    ['to whoever holds it', TODAY, to('Ann'), 'Ann holds this post already: choose somebody else'],
  ])('is refused %s', (_, from, whom, words) => {
    expect(refusalOfHandOver([held('Ann', '2025-01-01')], { from, to: whom }, TODAY)?.words).toBe(words)
  })

  test('to nobody is refused where nobody holds it', () => {
    const past = [held('Ann', '2025-01-01', '2025-06-30')]
    expect(refusalOfHandOver(past, { from: TODAY, to: null }, TODAY)?.field).toBe('person')
  })
})

const wishes = fc.array(
  fc.record({
    from: fc.integer({ min: -60, max: 60 }).map((days) => addDays(TODAY, days)),
    to: fc.constantFrom(null, to('Ann'), to('Ben'), to('Cai')),
  }),
  { maxLength: 12 },
)

test('whatever is asked in whatever order, two people never hold a post on one day, and no past time is lost', () => {
  fc.assert(
    fc.property(wishes, (asked) => {
      let holdings: Holding[] = []
      for (const wish of asked) {
        if (refusalOfHandOver(holdings, wish, TODAY)) continue
        const before = holdings
        holdings = handed(holdings, wish, TODAY)
        const eve = addDays(wish.from, -1)
        for (const day of [addDays(TODAY, -90), eve, addDays(eve, -7)]) {
          expect(holderOn(holdings, day)?.name).toBe(holderOn(before, day)?.name)
        }
        expect(holderOn(holdings, wish.from)?.name).toBe(wish.to?.name)
      }
      const sorted = holdings.toSorted((a, b) => a.from.localeCompare(b.from))
      for (const [place, one] of sorted.slice(1).entries()) {
        const earlier = sorted[place]
        expect(earlier?.to !== null && (earlier?.to ?? '') < one.from).toBe(true)
      }
      expect(holdings.every((one) => one.to === null || one.to >= one.from)).toBe(true)
    }),
  )
})
