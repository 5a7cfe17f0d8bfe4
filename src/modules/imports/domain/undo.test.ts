import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isUntouched, whatStays } from './undo.ts'

const ids: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'other')
const needs = fc.array(fc.record({ id: ids, needs: ids }), { maxLength: 12 })
const some = fc.uniqueArray(ids)

describe('of what an import made', () => {
  test('nothing stays that needs something that goes', () => {
    fc.assert(
      fc.property(some, some, needs, (made, touched, list) => {
        const stays = whatStays(made, touched, list)
        const goes = new Set(made.filter((id) => !stays.has(id)))
        for (const { id, needs: other } of list) if (!goes.has(id)) expect(goes.has(other)).toBe(false)
      }),
    )
  })

  test('only that stays which was touched, or is needed by something that does not go', () => {
    fc.assert(
      fc.property(some, some, needs, (made, touched, list) => {
        const stays = whatStays(made, touched, list)
        const needed = new Set(
          list.filter(({ id }) => stays.has(id) || !made.includes(id)).map((one) => one.needs),
        )
        for (const id of stays) {
          expect(made).toContain(id)
          expect(touched.includes(id) || needed.has(id)).toBe(true)
        }
      }),
    )
  })

  test('everything goes when nothing was touched and nothing else leans on it', () => {
    expect(whatStays(['a', 'b'], [], [{ id: 'a', needs: 'b' }])).toEqual(new Set())
  })
})

describe('a field that an import changed', () => {
  test('is untouched in whatever order its keys come back', () => {
    const date = { on: '2027-01-31', precision: 'day', words: '31-Jan-2027' }
    expect(isUntouched('due', { words: '31-Jan-2027', precision: 'day', on: '2027-01-31' }, date)).toBe(true)
    expect(isUntouched('due', { ...date, on: '2027-02-28' }, date)).toBe(false)
    expect(isUntouched('due', null, undefined)).toBe(true)
  })

  test('of leads is touched when another holds the part', () => {
    const lead = { name: 'Head of Care', part: 'lead', partner: 'The council', holder: null }
    expect(isUntouched('leads', [lead], [{ ...lead, partner: null }])).toBe(true)
    expect(isUntouched('leads', [{ ...lead, holder: { kind: 'post', id: '1' } }], [lead])).toBe(false)
  })
})
