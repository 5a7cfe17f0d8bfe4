import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../platform/calendar.ts'
import { concernsOf } from './concerns.ts'
import { STATUSES } from './status.ts'

const TODAY = '2026-11-24'
const due = (on: string | null) => ({
  due: on === null ? null : { on, precision: 'day' as const, words: null },
})
const kinds = (...asked: Parameters<typeof concernsOf>) => concernsOf(...asked).map(({ kind }) => kind)

const status = fc.constantFrom(...STATUSES)
const words = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'Achieved.',
    'This is now completed.',
    'Staff will be trained in March.',
    'All posts are filled.',
  ),
)
const said = fc.record({ status, done: words, next: fc.option(words) })
const milestone = fc
  .option(fc.integer({ min: -900, max: 900 }))
  .map((days) => due(days === null ? null : addDays(TODAY, days)))

describe('what an author is asked', () => {
  test('a due date that has passed is asked about exactly when the status says that there is no trouble', () => {
    fc.assert(
      fc.property(said, milestone, (one, at) => {
        const untroubled = one.status === 'on_track' || one.status === 'not_started'
        const passed = at.due?.on != null && at.due.on < TODAY
        expect(kinds(one, at, TODAY).includes('due_passed')).toBe(untroubled && passed)
      }),
    )
  })

  test('nobody is asked the same thing twice, or two things that exclude each other', () => {
    fc.assert(
      fc.property(said, milestone, (one, at) => {
        const found = kinds(one, at, TODAY)
        expect(new Set(found).size).toBe(found.length)
        if (one.status === 'achieved') expect(found).not.toContain('words_say_completed')
        else expect(found).not.toContain('work_to_come')
      }),
    )
  })

  test('the same words on the same day are asked the same, and every question is a sentence', () => {
    fc.assert(
      fc.property(said, milestone, (one, at) => {
        const first = concernsOf(one, at, TODAY)
        expect(concernsOf(one, at, TODAY)).toEqual(first)
        for (const { words: asked } of first) expect(asked).toMatch(/^[A-Z].*[.”]$/s)
      }),
    )
  })
})

describe('words that say completed beside another status', () => {
  const ask = (done: string) => kinds({ status: 'on_track', done, next: null }, due(null), TODAY)
  test.each([
    'Achieved.',
    'Completed – see the minutes.',
    'The policy was rewritten. This milestone has been fully completed.',
    'The work is now implemented and staff know it.',
  ])('“%s” is asked about', (done) => expect(ask(done)).toEqual(['words_say_completed']))
  test.each([
    'Not achieved.',
    'All five posts are filled.',
    'Completed by half of the teams.',
    'The audit was completed in October.',
    'It is not yet completed.',
    'Four of five visits completed.',
  ])('“%s” is not', (done) => expect(ask(done)).toEqual([]))
})

describe('words about the future in a completed note', () => {
  const ask = (done: string, next: string | null = null) =>
    kinds({ status: 'achieved', done, next }, due(null), TODAY)
  test('are asked about, in what was done and in what is next', () => {
    expect(ask('New arrangements will be in place from 1 June 2027.')).toEqual(['work_to_come'])
    expect(ask('The protocol is agreed.', 'Need to establish an audit cycle.')).toEqual(['work_to_come'])
  })
  test('are not found in a note that only looks back', () => {
    expect(ask('The board agreed the document on 19 November 2026.')).toEqual([])
  })
})
